// SPDX-License-Identifier: Apache-2.0
import {
  IngestAnswer,
  PutPipelinesAnswer,
} from '@delivery-maturity/backstage-plugin-maturity-common';

type Counts = Omit<IngestAnswer, 'rejected'>;

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
  readonly #lines: string[] = [];
  #refused = 0;

  /** One answer of an ingest call. */
  ingested(source: string, answer: IngestAnswer): void {
    for (const key of Object.keys(this.#counts) as (keyof Counts)[]) {
      this.#counts[key] += answer[key] ?? 0;
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
