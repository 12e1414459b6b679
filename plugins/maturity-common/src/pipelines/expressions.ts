// SPDX-License-Identifier: Apache-2.0

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

const TOKEN =
  /\s*(?:(\|\||&&|==|!=|<=|>=|[!()<>,[\]])|('(?:[^']|'')*')|(-?(?:0x[0-9a-f]+|\d+(?:\.\d+)?))|([A-Za-z_*][\w.*-]*))/iy;

interface Token {
  kind: 'operator' | 'string' | 'number' | 'name';
  text: string;
}

function tokenize(source: string): Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const text = source.trim();
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match || tokens.length > 2_000) {
      return undefined;
    }
    const [, operator, quoted, number, name] = match;
    if (operator) {
      tokens.push({ kind: 'operator', text: operator });
    } else if (quoted) {
      tokens.push({
        kind: 'string',
        text: quoted.slice(1, -1).replace(/''/g, "'"),
      });
    } else if (number) {
      tokens.push({ kind: 'number', text: number });
    } else {
      tokens.push({ kind: 'name', text: name });
    }
  }
  return tokens;
}

function truthy(value: ExpressionValue): boolean | undefined {
  if (value === undefined) {
    return undefined;
  }
  return !(
    value === false ||
    value === 0 ||
    value === '' ||
    value === null ||
    Number.isNaN(value)
  );
}

function toNumber(value: ExpressionValue): number {
  if (value === null || value === '') {
    return 0;
  }
  return Number(value);
}

/** Loose equality as GitHub defines it: strings ignore case, different types are compared as numbers. */
function equal(a: ExpressionValue, b: ExpressionValue): boolean | undefined {
  if (a === undefined || b === undefined) {
    return undefined;
  }
  if (typeof a === 'string' && typeof b === 'string') {
    return a.toLowerCase() === b.toLowerCase();
  }
  if (typeof a === typeof b) {
    return a === b;
  }
  return toNumber(a) === toNumber(b);
}

class Parser {
  private position = 0;

  constructor(
    private readonly tokens: Token[],
    private readonly scope: ExpressionScope,
  ) {}

  parse(): ExpressionValue {
    const value = this.or(0);
    return this.position === this.tokens.length ? value : undefined;
  }

  private accept(operator: string): boolean {
    const token = this.tokens[this.position];
    if (token?.kind === 'operator' && token.text === operator) {
      this.position++;
      return true;
    }
    return false;
  }

  private or(depth: number): ExpressionValue {
    let left = this.and(depth);
    while (this.accept('||')) {
      const right = this.and(depth);
      const known = truthy(left);
      if (known === undefined) {
        // Unknown or true is true; unknown or false stays unknown.
        left = truthy(right) === true ? right : undefined;
      } else if (!known) {
        left = right;
      }
    }
    return left;
  }

  private and(depth: number): ExpressionValue {
    let left = this.comparison(depth);
    while (this.accept('&&')) {
      const right = this.comparison(depth);
      const known = truthy(left);
      if (known === undefined) {
        left = truthy(right) === false ? right : undefined;
      } else if (known) {
        left = right;
      }
    }
    return left;
  }

  private comparison(depth: number): ExpressionValue {
    let left = this.unary(depth);
    for (;;) {
      if (this.accept('==')) {
        left = equal(left, this.unary(depth));
      } else if (this.accept('!=')) {
        const same = equal(left, this.unary(depth));
        left = same === undefined ? undefined : !same;
      } else if (['<', '>', '<=', '>='].some(sign => this.accept(sign))) {
        this.unary(depth);
        left = undefined;
      } else {
        return left;
      }
    }
  }

  private unary(depth: number): ExpressionValue {
    if (depth > 100) {
      this.position = this.tokens.length + 1;
      return undefined;
    }
    if (this.accept('!')) {
      const value = truthy(this.unary(depth + 1));
      return value === undefined ? undefined : !value;
    }
    if (this.accept('(')) {
      const value = this.or(depth + 1);
      if (!this.accept(')')) {
        this.position = this.tokens.length + 1;
      }
      return value;
    }
    const token = this.tokens[this.position++];
    if (!token || token.kind === 'operator') {
      this.position = this.tokens.length + 1;
      return undefined;
    }
    if (token.kind === 'string') {
      return token.text;
    }
    if (token.kind === 'number') {
      return Number(token.text);
    }
    return this.named(token.text, depth);
  }

  private named(name: string, depth: number): ExpressionValue {
    const keyword = name.toLowerCase();
    if (this.accept('(')) {
      const values: ExpressionValue[] = [];
      while (!this.accept(')')) {
        if (this.position >= this.tokens.length) {
          return undefined;
        }
        values.push(this.or(depth + 1));
        this.accept(',');
      }
      // Only `always()` is the same in every run.
      return keyword === 'always' ? true : undefined;
    }
    if (this.accept('[')) {
      const key = this.or(depth + 1);
      this.accept(']');
      return keyword === 'inputs' && typeof key === 'string'
        ? this.input(key)
        : undefined;
    }
    switch (keyword) {
      case 'true':
        return true;
      case 'false':
        return false;
      case 'null':
        return null;
      case 'github.event_name':
        return this.scope.event;
      default:
        break;
    }
    if (keyword.startsWith('inputs.')) {
      return this.input(name.slice('inputs.'.length));
    }
    if (keyword.startsWith('github.event.inputs.')) {
      return undefined;
    }
    return undefined;
  }

  private input(name: string): ExpressionValue {
    const key = Object.keys(this.scope.inputs).find(
      candidate => candidate.toLowerCase() === name.toLowerCase(),
    );
    if (key !== undefined) {
      return this.scope.inputs[key];
    }
    return this.scope.closed ? '' : undefined;
  }
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
  const bare = source.trim().replace(/^(\$\{\{)((?:(?!\}\}).)*)\}\}$/s, '$2');
  if (bare.includes('${{')) {
    return undefined;
  }
  const tokens = tokenize(bare);
  return tokens && tokens.length > 0
    ? new Parser(tokens, scope).parse()
    : undefined;
}

/** False only where the condition is certainly false; unknown counts as true. @internal */
export function conditionHolds(
  condition: string | undefined,
  scope: ExpressionScope,
): boolean {
  return (
    condition === undefined ||
    truthy(evaluateExpression(condition, scope)) !== false
  );
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
