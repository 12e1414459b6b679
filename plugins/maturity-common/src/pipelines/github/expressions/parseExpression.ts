// SPDX-License-Identifier: Apache-2.0

// Why not '@actions/expressions': its 'exports' name the condition 'import' alone, so that the CommonJS build of this
// package, which Backstage backends load, cannot require it. Its evaluator also knows no value that is unknown.

/** An expression of GitHub's language, parsed. @internal */
export type Expression =
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'context'; path: string[] }
  | { kind: 'index'; of: Expression; key: Expression }
  | { kind: 'call'; name: string; arguments: Expression[] }
  | { kind: 'not'; of: Expression }
  | {
      kind: 'binary';
      operator: '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=';
      left: Expression;
      right: Expression;
    };

const TOKEN =
  /\s*(?:(\|\||&&|==|!=|<=|>=|[!()<>,[\].*])|('(?:[^']|'')*')|(-?(?:0x[0-9a-f]+|\d+(?:\.\d+)?))|([A-Za-z_][\w-]*))/iy;
const MAX_TOKENS = 2_000;
const MAX_DEPTH = 50;

const LEVELS = [['||'], ['&&'], ['==', '!='], ['<=', '>=', '<', '>']];
const LITERALS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

interface Token {
  kind: 'operator' | 'string' | 'number' | 'name';
  text: string;
}

function tokenize(source: string): Token[] | undefined {
  const tokens: Token[] = [];
  const text = source.trim();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match || tokens.length >= MAX_TOKENS) {
      return undefined;
    }
    const [, operator, quoted, number, name] = match;
    if (operator) {
      tokens.push({ kind: 'operator', text: operator });
    } else if (quoted) {
      const inner = quoted.slice(1, -1).replace(/''/g, "'");
      tokens.push({ kind: 'string', text: inner });
    } else if (number) {
      tokens.push({ kind: 'number', text: number });
    } else {
      tokens.push({ kind: 'name', text: name });
    }
  }
  return tokens;
}

class Unreadable extends Error {}

/** A reader by descent, one method for each level of precedence. */
class Reader {
  private position = 0;
  private depth = 0;

  constructor(private readonly tokens: Token[]) {}

  read(): Expression {
    const expression = this.binary(0);
    if (this.position < this.tokens.length) {
      throw new Unreadable();
    }
    return expression;
  }

  private accept(...operators: string[]): string | undefined {
    const token = this.tokens[this.position];
    if (token?.kind === 'operator' && operators.includes(token.text)) {
      this.position++;
      return token.text;
    }
    return undefined;
  }

  private expect(operator: string): void {
    if (!this.accept(operator)) {
      throw new Unreadable();
    }
  }

  private binary(level: number): Expression {
    const operators = LEVELS[level];
    if (!operators) {
      return this.unary();
    }
    let left = this.binary(level + 1);
    for (;;) {
      const operator = this.accept(...operators);
      if (!operator) {
        return left;
      }
      left = {
        kind: 'binary',
        operator: operator as '||',
        left,
        right: this.binary(level + 1),
      };
    }
  }

  private unary(): Expression {
    this.depth++;
    if (this.depth > MAX_DEPTH) {
      throw new Unreadable();
    }
    const result: Expression = this.accept('!')
      ? { kind: 'not', of: this.unary() }
      : this.postfix(this.primary());
    this.depth--;
    return result;
  }

  private primary(): Expression {
    if (this.accept('(')) {
      const inner = this.binary(0);
      this.expect(')');
      return inner;
    }
    const token = this.tokens[this.position++];
    switch (token?.kind) {
      case 'string':
        return { kind: 'literal', value: token.text };
      case 'number':
        return { kind: 'literal', value: Number(token.text) };
      case 'name':
        return this.named(token.text);
      default:
        throw new Unreadable();
    }
  }

  private named(name: string): Expression {
    if (this.accept('(')) {
      const given: Expression[] = [];
      while (!this.accept(')')) {
        given.push(this.binary(0));
        if (!this.accept(',')) {
          this.expect(')');
          break;
        }
      }
      return { kind: 'call', name: name.toLowerCase(), arguments: given };
    }
    const literal = LITERALS.get(name.toLowerCase());
    return literal === undefined
      ? { kind: 'context', path: [name] }
      : { kind: 'literal', value: literal };
  }

  private postfix(start: Expression): Expression {
    let result = start;
    for (;;) {
      if (this.accept('.')) {
        const star = this.accept('*');
        const token = star ? undefined : this.tokens[this.position++];
        if (!star && token?.kind !== 'name') {
          throw new Unreadable();
        }
        const key = token?.text ?? '*';
        result =
          result.kind === 'context'
            ? { kind: 'context', path: [...result.path, key] }
            : {
                kind: 'index',
                of: result,
                key: { kind: 'literal', value: key },
              };
      } else if (this.accept('[')) {
        const key = this.accept('*')
          ? ({ kind: 'literal', value: '*' } as const)
          : this.binary(0);
        this.expect(']');
        result =
          result.kind === 'context' && key.kind === 'literal'
            ? { kind: 'context', path: [...result.path, String(key.value)] }
            : { kind: 'index', of: result, key };
      } else {
        return result;
      }
    }
  }
}

const MAX_CACHED = 2_000;
const parsed = new Map<string, Expression | undefined>();

/**
 * Parses an expression as it stands between `${{` and `}}`; undefined where it is none.
 *
 * @internal
 */
export function parseExpression(source: string): Expression | undefined {
  if (parsed.has(source)) {
    return parsed.get(source);
  }
  const result = parse(source);
  if (parsed.size >= MAX_CACHED) {
    parsed.clear();
  }
  if (source.length < MAX_CACHED) {
    parsed.set(source, result);
  }
  return result;
}

function parse(source: string): Expression | undefined {
  const tokens = tokenize(source);
  if (!tokens || tokens.length === 0) {
    return undefined;
  }
  try {
    return new Reader(tokens).read();
  } catch (error) {
    if (error instanceof Unreadable) {
      return undefined;
    }
    throw error;
  }
}
