// SPDX-License-Identifier: Apache-2.0
import {
  approval,
  deployment,
  hoursAgo,
  measureInput,
  pipeline,
  provisioning,
} from '../__testUtils__/records';
import { measures } from './measures';
import { EvidenceItem, Measurement } from './types';

/** Many equal values on purpose: ties must not be broken differently. */
const records = {
  deployments: Array.from({ length: 40 }, (_, index) =>
    deployment(index * 30, {
      outcome: index % 5 === 0 ? 'failed' : 'succeeded',
      rollback: index % 7 === 0,
      pipeline: { path: 'ci.yml' },
      waits: [approval(index * 30 + (index % 4), index * 30)],
      changes: [
        {
          revision: `r${index}`,
          committedAt: hoursAgo(index * 30 + 10 + (index % 3)),
        },
      ],
    }),
  ),
  pipelines: [pipeline({ scanTriggers: ['schedule'] })],
  provisionings: Array.from({ length: 12 }, (_, index) =>
    provisioning(100 + (index % 3), {
      subject: index % 2 === 0 ? 'service' : 'environment',
      requestBasis: 'ticket',
    }),
  ),
};

const evidenceOf = (result: Measurement): EvidenceItem[] => {
  if (result.status === 'no-data') {
    throw new Error(result.reason);
  }
  return result.evidence;
};

describe('measures', () => {
  it('have ids of their own and say what they are in words', () => {
    const ids = measures.map(({ meta }) => meta.id);
    expect(new Set(ids).size).toBe(19);
    for (const { meta } of measures) {
      expect(meta.description).toMatch(/^[A-Z].{40,}\.$/);
      expect(meta.source).not.toBe('');
    }
  });

  it.each(
    measures
      .filter(({ meta }) => meta.id !== 'pipeline.golden-path-drift')
      .map(measure => [measure.meta.id, measure] as const),
  )('%s shows on a scorecard the first of all its evidence', (_, measure) => {
    const all = evidenceOf(measure.compute(measureInput(records)));
    const few = evidenceOf(
      measure.compute(measureInput(records, { evidenceLimit: 5 })),
    );
    expect(few.slice(0, 5)).toEqual(all.slice(0, 5));
  });
});
