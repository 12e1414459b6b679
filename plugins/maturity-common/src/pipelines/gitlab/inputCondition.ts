// SPDX-License-Identifier: Apache-2.0
import { asText, YamlMap } from '../yaml';

/** An input, alone in its quotes or without any; a variable; a text. */
const OPERAND =
  /(["']?)\$\[\[\s*inputs\.([\w-]+)\s*\]\]\1|\$\{?\w+\}?|"([^"]*)"|'([^']*)'/g;
/** What nobody knows before the pipeline runs. */
const UNKNOWN = 'vars.unknown';
const MAX_CHARACTERS = 10_000;

/** A condition of GitLab's in the expressions in which records keep conditions. */
function toExpression(condition: string): string {
  // Of patterns nothing is said.
  if (!condition.includes('$[[') || /[=!]~/.test(condition)) {
    return UNKNOWN;
  }
  return condition.replace(
    OPERAND,
    (_all, _quote, input?: string, double?: string, single?: string) => {
      if (input !== undefined) return `format('{0}', inputs['${input}'])`;
      const text = double ?? single;
      return text === undefined || text.includes('$')
        ? UNKNOWN
        : `'${text.replace(/'/g, "''")}'`;
    },
  );
}

function ruleExpression(rule: YamlMap): string {
  const condition = asText(rule.if);
  const own = condition === undefined ? 'true' : toExpression(condition);
  return rule.changes === undefined && rule.exists === undefined
    ? own
    : `(${own}) && ${UNKNOWN}`;
}

/**
 * Whether a job of a template runs, as far as the inputs of the template decide it, in the expressions in which records
 * keep conditions: the first rule that holds decides. Undefined where the rules ask for no input.
 *
 * @internal
 */
export function inputCondition(
  rules: readonly YamlMap[] | undefined,
): string | undefined {
  const asks = rules?.some(rule => asText(rule.if)?.includes('$[['));
  if (!rules || !asks) {
    return undefined;
  }
  const expression = [...rules].reverse().reduce((otherwise, rule) => {
    const holds = ruleExpression(rule);
    return asText(rule.when) === 'never'
      ? `(!(${holds}) && ${otherwise})`
      : `((${holds}) || ${otherwise})`;
  }, 'false');
  return expression.length > MAX_CHARACTERS ? undefined : expression;
}
