// SPDX-License-Identifier: Apache-2.0
import { Work } from '../Work';

type CharacterTest = (character: string) => boolean;

type Pattern =
  | { kind: 'character'; test: CharacterTest }
  | { kind: 'all' | 'any'; items: Pattern[] }
  | { kind: 'repeat'; item: Pattern; min: number; max: number }
  | { kind: 'start' | 'end' };

type Instruction =
  | { kind: 'character'; test: CharacterTest }
  | { kind: 'split'; to: number[] }
  | { kind: 'start' | 'end' | 'match' };

/** A pattern that was understood. @internal */
export type LinearPattern = Instruction[];

/** Longer patterns, or those that repeat more, are not decided. */
const MAX_INSTRUCTIONS = 1_000;
const MAX_NESTING = 20;

class NotUnderstood extends Error {}

const CLASSES: Record<string, CharacterTest> = {
  d: character => /\d/.test(character),
  w: character => /\w/.test(character),
  s: character => /\s/.test(character),
};

function classOf(letter: string): CharacterTest | undefined {
  const own = new Map(Object.entries(CLASSES)).get(letter.toLowerCase());
  if (!own) {
    return undefined;
  }
  return letter === letter.toLowerCase() ? own : character => !own(character);
}

class Reader {
  private position = 0;

  constructor(
    private readonly source: string,
    private readonly ignoreCase: boolean,
  ) {}

  read(): Pattern {
    const pattern = this.alternatives(0);
    if (this.position < this.source.length) {
      throw new NotUnderstood();
    }
    return pattern;
  }

  private next(): string {
    const character = this.source[this.position++];
    if (character === undefined) {
      throw new NotUnderstood();
    }
    return character;
  }

  private accept(text: string): boolean {
    if (!this.source.startsWith(text, this.position)) {
      return false;
    }
    this.position += text.length;
    return true;
  }

  private alternatives(depth: number): Pattern {
    if (depth > MAX_NESTING) {
      throw new NotUnderstood();
    }
    const items = [this.sequence(depth)];
    while (this.accept('|')) {
      items.push(this.sequence(depth));
    }
    return { kind: 'any', items };
  }

  private sequence(depth: number): Pattern {
    const items: Pattern[] = [];
    while (
      this.position < this.source.length &&
      !'|)'.includes(this.source[this.position])
    ) {
      items.push(this.repeated(this.single(depth)));
    }
    return { kind: 'all', items };
  }

  private repeated(item: Pattern): Pattern {
    const counted = /^\{(\d{1,3})(,(\d{1,3})?)?\}/.exec(
      this.source.slice(this.position, this.position + 12),
    );
    let range: [number, number] | undefined;
    if (this.accept('*')) range = [0, Infinity];
    else if (this.accept('+')) range = [1, Infinity];
    else if (this.accept('?')) range = [0, 1];
    else if (counted) {
      this.position += counted[0].length;
      const min = Number(counted[1]);
      const open = counted[2] ? Infinity : min;
      range = [min, counted[3] ? Number(counted[3]) : open];
    }
    if (!range) {
      return item;
    }
    // Whether it takes much or little does not matter to whether it is found.
    this.accept('?');
    return { kind: 'repeat', item, min: range[0], max: range[1] };
  }

  private single(depth: number): Pattern {
    if (this.accept('(')) {
      // What looks ahead or back is unknown to GitLab as well.
      if (this.accept('?') && !this.accept(':')) {
        throw new NotUnderstood();
      }
      const group = this.alternatives(depth + 1);
      if (!this.accept(')')) {
        throw new NotUnderstood();
      }
      return group;
    }
    if (this.accept('^') || this.accept('\\A')) return { kind: 'start' };
    if (this.accept('$') || this.accept('\\z')) return { kind: 'end' };
    if (this.accept('[')) return this.set();
    if (this.accept('.')) return { kind: 'character', test: () => true };
    if (this.accept('\\')) return this.character(this.escaped());
    const character = this.next();
    if ('*+?'.includes(character)) {
      throw new NotUnderstood();
    }
    return this.character(this.literal(character));
  }

  private character(test: CharacterTest): Pattern {
    return { kind: 'character', test };
  }

  private escaped(): CharacterTest {
    const letter = this.next();
    const known = classOf(letter);
    if (!known && /[a-z0-9]/i.test(letter)) {
      throw new NotUnderstood();
    }
    return known ?? this.literal(letter);
  }

  private literal(expected: string): CharacterTest {
    const folded = this.fold(expected);
    return character => this.fold(character) === folded;
  }

  private fold(character: string): string {
    return this.ignoreCase ? character.toLowerCase() : character;
  }

  private set(): Pattern {
    const isNegated = this.accept('^');
    const tests: CharacterTest[] = [];
    do {
      if (this.accept('\\')) {
        tests.push(this.escaped());
        continue;
      }
      const from = this.next();
      if (from === '[') {
        throw new NotUnderstood();
      }
      const isRange =
        this.source[this.position] === '-' &&
        this.source[this.position + 1] !== ']';
      if (!isRange) {
        tests.push(this.literal(from));
        continue;
      }
      this.position++;
      const to = this.next();
      tests.push(
        character =>
          (character >= from && character <= to) ||
          (this.ignoreCase &&
            [character.toLowerCase(), character.toUpperCase()].some(
              other => other >= from && other <= to,
            )),
      );
    } while (!this.accept(']'));
    return this.character(
      character => tests.some(test => test(character)) !== isNegated,
    );
  }
}

function compile(pattern: Pattern, program: Instruction[]): void {
  if (program.length > MAX_INSTRUCTIONS) {
    throw new NotUnderstood();
  }
  switch (pattern.kind) {
    case 'all':
      pattern.items.forEach(item => compile(item, program));
      break;
    case 'any': {
      const ends: { kind: 'split'; to: number[] }[] = [];
      pattern.items.forEach((item, index) => {
        if (index < pattern.items.length - 1) {
          const choice = { kind: 'split' as const, to: [program.length + 1] };
          program.push(choice);
          compile(item, program);
          const end = { kind: 'split' as const, to: [] as number[] };
          ends.push(end);
          program.push(end);
          choice.to.push(program.length);
        } else {
          compile(item, program);
        }
      });
      ends.forEach(end => end.to.push(program.length));
      break;
    }
    case 'repeat': {
      const { item, min, max } = pattern;
      for (let count = 0; count < min; count++) {
        compile(item, program);
      }
      if (max === Infinity) {
        const start = program.length;
        const choice = { kind: 'split' as const, to: [start + 1] };
        program.push(choice);
        compile(item, program);
        program.push({ kind: 'split', to: [start] });
        choice.to.push(program.length);
        break;
      }
      for (let count = min; count < max; count++) {
        const choice = { kind: 'split' as const, to: [program.length + 1] };
        program.push(choice);
        compile(item, program);
        choice.to.push(program.length);
      }
      break;
    }
    default:
      program.push(pattern);
  }
}

/**
 * Reads a regular expression of the kind that GitLab takes (RE2). Undefined where it is not understood.
 *
 * @remarks
 *
 * JavaScript's own expressions may take longer than anyone waits, and what is matched here comes from files of
 * strangers. These take the product of both lengths at most.
 *
 * @internal
 */
export function readPattern(
  source: string,
  flags: string,
): LinearPattern | undefined {
  if (!/^[imsUu]*$/.test(flags)) {
    return undefined;
  }
  try {
    const program: Instruction[] = [];
    compile(new Reader(source, flags.includes('i')).read(), program);
    program.push({ kind: 'match' });
    return program.length > MAX_INSTRUCTIONS ? undefined : program;
  } catch (error) {
    if (error instanceof NotUnderstood) {
      return undefined;
    }
    throw error;
  }
}

/** Whether a text has a part that matches. Undefined where there is no work left to find out. @internal */
export function matchesText(
  pattern: LinearPattern,
  text: string,
  work: Work,
): boolean | undefined {
  if (!work.take(pattern.length * (text.length + 1))) {
    return undefined;
  }
  let places = new Set<number>();
  const isFound = (into: Set<number>, start: number, at: number): boolean => {
    const open = [start];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (into.has(place)) {
        continue;
      }
      into.add(place);
      const instruction = pattern[place];
      if (instruction.kind === 'match') {
        return true;
      }
      if (instruction.kind === 'split') {
        open.push(...instruction.to);
      } else if (
        (instruction.kind === 'start' && at === 0) ||
        (instruction.kind === 'end' && at === text.length)
      ) {
        open.push(place + 1);
      }
    }
    return false;
  };
  for (let at = 0; at <= text.length; at++) {
    if (isFound(places, 0, at)) {
      return true;
    }
    const next = new Set<number>();
    for (const place of places) {
      const instruction = pattern[place];
      if (
        at < text.length &&
        instruction.kind === 'character' &&
        instruction.test(text[at]) &&
        isFound(next, place + 1, at + 1)
      ) {
        return true;
      }
    }
    places = next;
  }
  return false;
}
