// SPDX-License-Identifier: Apache-2.0
import { Fact } from '../records';
import { measured, noSource } from './support/measurement';
import { viewOf } from './support/recordView';
import { toMillis } from './support/time';
import { Measure, MeasureUnit } from './types';

/** @public */
export interface FactMeasureOptions {
  /** Id of the fact that is graded. */
  fact: string;
  title?: string;
  description?: string;
  unit?: MeasureUnit;
  better?: 'higher' | 'lower';
}

/** The id of the measure behind a custom check. @public */
export function factMeasureId(fact: string): string {
  return `fact:${fact}`;
}

/** A measure whose value is the newest fact of that id: a custom check needs no code. @public */
export function factMeasure(options: FactMeasureOptions): Measure {
  const { fact, unit = 'number', better = 'higher' } = options;
  const meta: Measure['meta'] = {
    id: factMeasureId(fact),
    title: options.title ?? fact,
    description:
      options.description ??
      `The newest value of the fact '${fact}' that was sent for this entity.`,
    unit,
    better,
    minimumSamples: 1,
    source: 'Configuration',
    needs: [],
    countsTime: false,
  };
  return {
    meta,
    compute(input) {
      const view = viewOf(input);
      const newest = newestFact(view.facts, fact);
      if (!newest) {
        return noSource(
          `No fact '${fact}' was sent for this entity; send it with 'POST /ingest/facts'.`,
        );
      }
      const value = numberOf(newest.value);
      if (value === undefined) {
        return noSource(
          `The fact '${fact}' is the text '${newest.value}', which cannot be graded; send a number or a boolean.`,
        );
      }
      return measured(meta, {
        value,
        n: 1,
        freshest: newest.observedAt,
        flags: [toMillis(newest.observedAt) <= view.from && 'stale'],
        evidence: [
          {
            kind: 'fact',
            source: newest.source,
            id: newest.id,
            label: `${fact}: ${newest.value}`,
            value,
            at: newest.observedAt,
            ...(newest.url && { url: newest.url }),
          },
        ],
      });
    },
  };
}

function newestFact(facts: readonly Fact[], id: string): Fact | undefined {
  return facts
    .filter(({ fact }) => fact === id)
    .reduce<Fact | undefined>(
      (newest, fact) =>
        !newest || fact.observedAt > newest.observedAt ? fact : newest,
      undefined,
    );
}

function numberOf(value: Fact['value']): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' ? value : undefined;
}
