// SPDX-License-Identifier: Apache-2.0
import { Work } from '../Work';
import {
  allOf,
  anyOf,
  isSame,
  isSet,
  Known,
  not,
  Truth,
  UNKNOWN,
  Unknown,
} from './Known';
import { LinearPattern, matchesText, readPattern } from './linearPattern';

/** Tells what is known of a variable. @internal */
export type Lookup = (name: string) => Known;

type Condition = (lookup: Lookup) => Truth;
type Operand =
  | { kind: 'variable'; name: string }
  | { kind: 'text'; text: string | null }
  | { kind: 'pattern'; pattern: LinearPattern | undefined };

const MAX_CHARACTERS = 10_000;
const MAX_NESTING = 50;
const TOKEN =
  /\s*(?:(\|\||&&|==|!=|=~|!~|[()])|\$(?:\{(\w+)\}|(\w+))|"([^"]*)"|'([^']*)'|(\/(?:[^/\\]|\\.)*\/[a-zA-Z]*)|(null)\b)/y;
const COMPARISONS = new Set(['==', '!=', '=~', '!~']);
const WRITTEN_PATTERN = /^\/(.*)\/([a-zA-Z]*)$/s;

type Token = { operator: string } | Operand;

function isOperator(token: Token | undefined, operator: string): boolean {
  return !!token && 'operator' in token && token.operator === operator;
}

function patternOf(written: string): LinearPattern | undefined {
  const match = WRITTEN_PATTERN.exec(written);
  // `\/` is how a slash is written between slashes.
  return match
    ? readPattern(match[1].replace(/\\\//g, '/'), match[2])
    : undefined;
}

function tokenize(source: string): Token[] | undefined {
  const text = source.trim();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) {
      return undefined;
    }
    const [, operator, braced, name, double, single, pattern] = match;
    if (operator) tokens.push({ operator });
    else if (braced ?? name)
      tokens.push({ kind: 'variable', name: braced ?? name });
    else if (pattern)
      tokens.push({ kind: 'pattern', pattern: patternOf(pattern) });
    else tokens.push({ kind: 'text', text: double ?? single ?? null });
  }
  return tokens;
}

/**
 * Decides conditions as GitLab writes them in `rules:if`, as far as variables are known. Each is read once, however
 * many jobs have it.
 *
 * @internal
 */
export class Conditions {
  private readonly known = new Map<string, Condition>();
  private readonly patterns = new Map<string, LinearPattern | undefined>();

  constructor(private readonly work: Work) {}

  /** True or false where it is certain; what is not understood is unknown. */
  holds(source: string, lookup: Lookup): Truth {
    let condition = this.known.get(source);
    if (!condition) {
      condition = this.read(source);
      this.known.set(source, condition);
    }
    return this.work.take(1 + source.length / 10)
      ? condition(lookup)
      : undefined;
  }

  private read(source: string): Condition {
    const unknown: Condition = () => undefined;
    if (source.length > MAX_CHARACTERS || !this.work.take(source.length)) {
      return unknown;
    }
    const tokens = tokenize(source);
    if (!tokens || tokens.length === 0) {
      return unknown;
    }
    let position = 0;
    let isBroken = false;

    // Each calls the others, by way of this.
    const read = {
      any: (depth: number): Condition => {
        const parts = [read.all(depth)];
        while (isOperator(tokens[position], '||')) {
          position++;
          parts.push(read.all(depth));
        }
        return parts.length === 1
          ? parts[0]
          : lookup => anyOf(parts.map(part => part(lookup)));
      },
      all: (depth: number): Condition => {
        const parts = [read.single(depth)];
        while (isOperator(tokens[position], '&&')) {
          position++;
          parts.push(read.single(depth));
        }
        return parts.length === 1
          ? parts[0]
          : lookup => allOf(parts.map(part => part(lookup)));
      },
      single: (depth: number): Condition => {
        const token = tokens[position++];
        if (isOperator(token, '(') && depth < MAX_NESTING) {
          const inner = read.any(depth + 1);
          isBroken ||= !isOperator(tokens[position++], ')');
          return inner;
        }
        if (!token || 'operator' in token) {
          isBroken = true;
          return unknown;
        }
        const operator = tokens[position];
        if (
          !operator ||
          !('operator' in operator) ||
          !COMPARISONS.has(operator.operator)
        ) {
          return lookup => isSet(this.valueOf(token, lookup));
        }
        position++;
        const right = tokens[position++];
        if (!right || 'operator' in right) {
          isBroken = true;
          return unknown;
        }
        return lookup => this.compare(operator.operator, token, right, lookup);
      },
    };

    const condition = read.any(0);
    return isBroken || position < tokens.length ? unknown : condition;
  }

  private valueOf(operand: Operand, lookup: Lookup): Known {
    switch (operand.kind) {
      case 'variable':
        return lookup(operand.name);
      case 'text':
        // An input of a template is known to its caller only.
        return operand.text?.includes('$[[') ? UNKNOWN : operand.text;
      default:
        return UNKNOWN;
    }
  }

  private compare(
    operator: string,
    left: Operand,
    right: Operand,
    lookup: Lookup,
  ): Truth {
    const value = this.valueOf(left, lookup);
    if (operator === '==' || operator === '!=') {
      const same = isSame(value, this.valueOf(right, lookup));
      return operator === '==' ? same : not(same);
    }
    const found = this.matches(value, right, lookup);
    return operator === '=~' ? found : not(found);
  }

  private matches(value: Known, right: Operand, lookup: Lookup): Truth {
    if (value === null) {
      return false;
    }
    if (value instanceof Unknown) {
      return undefined;
    }
    const pattern =
      right.kind === 'pattern'
        ? right.pattern
        : this.patternIn(this.valueOf(right, lookup));
    return pattern && matchesText(pattern, value, this.work);
  }

  /** A pattern that stands in a variable. */
  private patternIn(value: Known): LinearPattern | undefined {
    if (typeof value !== 'string') {
      return undefined;
    }
    if (!this.patterns.has(value)) {
      this.patterns.set(value, patternOf(value));
    }
    return this.patterns.get(value);
  }
}
