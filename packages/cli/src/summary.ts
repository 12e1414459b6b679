// SPDX-License-Identifier: Apache-2.0
import {
  IngestAnswer,
  PutPipelinesAnswer,
} from '@delivery-maturity/backstage-plugin-maturity-common';

type Counts = Pick<IngestAnswer, 'accepted' | 'duplicates' | 'unmatched'> & {
  ignored: number;
};

const MOST_REASONS = 20;

/** Adds up what the portal took and what it refused, with the reasons. */
export class Summary {
  readonly #counts: Counts = {
    accepted: 0,
    duplicates: 0,
    unmatched: 0,
    ignored: 0,
  };
  readonly #reasons = new Map<string, { count: number; example: string }>();
  readonly #ignored = new Map<string, number>();
  readonly #notes = new Map<string, number>();
  readonly #lines: string[] = [];
  #refused = 0;

  /** One answer of an ingest call. */
  ingested(source: string, answer: IngestAnswer): void {
    for (const key of ['accepted', 'duplicates', 'unmatched'] as const) {
      this.#counts[key] += answer[key] ?? 0;
    }
    this.#counts.ignored += answer.ignored.length;
    for (const { reason } of answer.ignored) {
      this.#ignored.set(reason, (this.#ignored.get(reason) ?? 0) + 1);
    }
    for (const { message, count } of answer.notes ?? []) {
      this.#notes.set(message, (this.#notes.get(message) ?? 0) + count);
    }
    for (const item of answer.rejected) {
      this.refused(item.id ?? `${source}, item ${item.index}`, item.reason);
    }
  }

  /** Pipeline files or golden paths, with the files nobody could read. */
  read(
    source: string,
    answer: { problems: PutPipelinesAnswer['problems'] },
  ): void {
    for (const { path, line, column, message } of answer.problems) {
      const place = line ? `:${line}${column ? `:${column}` : ''}` : '';
      this.refused(`${source} ${path}${place}`, message);
    }
  }

  /** Something was not taken. */
  refused(what: string, reason: string): void {
    this.#refused += 1;
    const known = this.#reasons.get(reason);
    if (known) {
      known.count += 1;
    } else {
      this.#reasons.set(reason, { count: 1, example: what });
    }
  }

  /** A line for the reader that refuses nothing. */
  note(line: string): void {
    this.#lines.push(line);
  }

  get anyRefused(): boolean {
    return this.#refused > 0;
  }

  get anySent(): boolean {
    return Object.values(this.#counts).some(count => count > 0);
  }

  toString(): string {
    const { accepted, duplicates, unmatched, ignored } = this.#counts;
    const lines = [...this.#lines];
    if (this.anySent || this.anyRefused) {
      lines.push(
        `${accepted} accepted, ${duplicates} duplicates, ${unmatched} unmatched, ${ignored} ignored, ${
          this.#refused
        } refused`,
      );
    }
    if (unmatched > 0) {
      lines.push(
        'Unmatched items wait for an entity with their repository; the portal lists them with the reason.',
      );
    }
    lines.push(
      ...listed('ignored', this.#ignored),
      ...listed('noted', this.#notes),
    );
    const reasons = [...this.#reasons].sort(
      ([, one], [, other]) => other.count - one.count,
    );
    for (const [reason, { count, example }] of reasons.slice(0, MOST_REASONS)) {
      lines.push(`  refused ${count} ×: ${reason} (${example})`);
    }
    if (reasons.length > MOST_REASONS) {
      lines.push(`  … and ${reasons.length - MOST_REASONS} more reasons`);
    }
    return lines.join('\n');
  }
}

/** Sentences with how often each was said, the most frequent first. */
function listed(word: string, counts: ReadonlyMap<string, number>): string[] {
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, MOST_REASONS)
    .map(([sentence, count]) => `  ${word} ${count} ×: ${sentence}`);
}
