// SPDX-License-Identifier: Apache-2.0
import {
  MAX_FOLDER_CHARACTERS,
  MAX_FOLDER_MARKS,
  MAX_FOLDER_STEPS,
} from './limits';

/**
 * Signs that a YAML parser makes a node of, give or take: its time follows their number and not the file's size.
 *
 * @internal
 */
export function countMarks(content: string): number {
  let marks = 0;
  for (let index = 0; index < content.length; index++) {
    switch (content.charCodeAt(index)) {
      case 10: // line feed
      case 44: // ,
      case 91: // [
      case 123: // {
      case 58: // :
        marks++;
        break;
      default:
        break;
    }
  }
  return marks;
}

/** Texts that count as seen; what was found in commands is kept for as many characters. */
const MAX_KEPT_CHARACTERS = 2_000_000;

/**
 * What may still be done for one folder of files. Reading gives up its rest when this is used up, so that no folder,
 * whatever is in it, takes longer than a few seconds.
 *
 * @internal
 */
export class Work {
  private characters = MAX_FOLDER_CHARACTERS;
  private marks = MAX_FOLDER_MARKS;
  private steps: number;
  private readonly texts = { seen: new Set<string>(), characters: 0 };

  constructor(steps: number = MAX_FOLDER_STEPS) {
    this.steps = steps;
  }

  /** Whether a file may be parsed, and is counted. */
  takeFile(content: string): boolean {
    if (content.length > this.characters) {
      return false;
    }
    const marks = countMarks(content);
    if (marks > this.marks) {
      return false;
    }
    this.characters -= content.length;
    this.marks -= marks;
    return true;
  }

  /** Whether a number of steps may be made: values copied, conditions decided, jobs compared. */
  take(steps: number): boolean {
    if (this.steps >= 0) {
      this.steps -= steps;
    }
    return this.steps >= 0;
  }

  /**
   * Whether a text may be searched for commands. The same text costs little when it comes again, as what was found in
   * it is kept for about as long.
   */
  takeText(text: string): boolean {
    const { seen } = this.texts;
    if (seen.has(text)) {
      return this.take(Math.ceil(text.length / 200));
    }
    if (this.texts.characters + text.length > MAX_KEPT_CHARACTERS) {
      seen.clear();
      this.texts.characters = 0;
    }
    seen.add(text);
    this.texts.characters += text.length;
    return this.take(Math.ceil(text.length / 5));
  }

  /** Whether something was asked for that could not be done. */
  get isExhausted(): boolean {
    return this.steps < 0;
  }

  /** Steps made so far; tests compare them, since a clock tells something else on each machine. */
  get stepsLeft(): number {
    return Math.max(0, this.steps);
  }
}
