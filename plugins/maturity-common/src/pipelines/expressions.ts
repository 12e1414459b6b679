// SPDX-License-Identifier: Apache-2.0
import {
  evaluateCondition,
  interpolate,
  Lookup,
} from './github/expressions/evaluate';
import { known, UNKNOWN } from './github/expressions/possible';

/** A value of an expression; `undefined` means that it cannot be known from the files. */
export type ExpressionValue = string | number | boolean | null | undefined;

/** What an expression may refer to. */
export interface ExpressionScope {
  /** Known inputs. With `closed`, an input that is not listed is empty, as in a called workflow. */
  inputs: Record<string, ExpressionValue>;
  closed: boolean;
  /** Name of the event, where one is assumed. */
  event?: string;
}

function lookupIn(scope: ExpressionScope): Lookup {
  return ([context, ...path]) => {
    const [key] = path;
    if (path.length !== 1) {
      return UNKNOWN;
    }
    if (context === 'github' && key === 'event_name') {
      return scope.event === undefined ? UNKNOWN : known(scope.event);
    }
    return context === 'inputs' ? inputOf(key, scope) : UNKNOWN;
  };
}

function inputOf(name: string, { inputs, closed }: ExpressionScope) {
  const key = Object.keys(inputs).find(
    candidate => candidate.toLowerCase() === name,
  );
  if (key === undefined) {
    return closed ? known('') : UNKNOWN;
  }
  const value = inputs[key];
  return value === undefined ? UNKNOWN : known(value);
}

/**
 * Evaluates an expression of the GitHub kind as far as inputs, literals and operators decide it. What
 * depends on anything else is unknown, following three-valued logic.
 *
 * @internal
 */
export function evaluateExpression(
  source: string,
  scope: ExpressionScope,
): ExpressionValue {
  const text = source.includes('${{') ? source : `\${{ ${source} }}`;
  const { values, open } = interpolate(text, lookupIn(scope));
  return values.length === 1 && !open ? values[0] : undefined;
}

/** False only where the condition is certainly false; unknown counts as true. @internal */
export function conditionHolds(
  condition: string | undefined,
  scope: ExpressionScope,
): boolean {
  return evaluateCondition(condition, lookupIn(scope)).canHold;
}

/**
 * The value of an input given by a caller: a literal, or an expression over the caller's own inputs.
 *
 * @internal
 */
export function inputValue(
  value: string | number | boolean,
  scope: ExpressionScope,
): ExpressionValue {
  if (typeof value !== 'string' || !value.includes('${{')) {
    return value;
  }
  return evaluateExpression(value, scope);
}
