// SPDX-License-Identifier: Apache-2.0
import { Fact, SAFETY_DEFAULTS, SafetyDefault } from '../records';
import { isDeclaredOnly } from './support/declaredOnly';
import { measured, untold } from './support/measurement';
import { findingsOf } from './support/pipelineFindings';
import { RecordView, viewOf } from './support/recordView';
import { Measure } from './types';

const meta: Measure['meta'] = {
  id: 'pipeline.safety-defaults',
  title: 'Safety defaults',
  description:
    'Of feature flags, automated rollback and central secrets: how many are there, found in the pipelines, declared by the golden path in use, or reported as a fact (`feature-flags`, `automated-rollback`, `central-secrets`).',
  unit: 'ratio',
  better: 'higher',
  minimumSamples: 1,
  source: 'Definition is this project’s',
  needs: ['pipelines'],
  countsTime: false,
};

/** @public */
export const pipelineSafetyDefaults: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    const facts = newestSafetyFacts(view);
    if (!view.pipelinesKnown && facts.size === 0) {
      return untold('pipelines');
    }
    const { safety, ownSafety, freshest, flags } = findingsOf(input);
    const originOf = (name: SafetyDefault) => {
      if (ownSafety.has(name)) return 'pipeline';
      if (facts.get(name)?.value === true) return 'fact';
      return safety.has(name) ? 'golden path' : undefined;
    };
    const found = SAFETY_DEFAULTS.filter(name => originOf(name));
    const declared =
      found.some(name => originOf(name) === 'golden path') &&
      isDeclaredOnly(input);
    return measured(meta, {
      value: found.length / SAFETY_DEFAULTS.length,
      n: Math.max(view.pipelines.length + facts.size, 1),
      basis: declared ? 'declared' : 'measured',
      freshest: [...facts.values()].reduce(
        (newest, fact) =>
          newest && newest > fact.observedAt ? newest : fact.observedAt,
        freshest,
      ),
      flags: [...flags],
      evidence: [...SAFETY_DEFAULTS]
        .sort((a, b) => Number(!!originOf(a)) - Number(!!originOf(b)))
        .map(name => {
          const fact = facts.get(name);
          const record = fact ?? view.pipelines[0];
          return {
            kind: fact ? ('fact' as const) : ('stage' as const),
            source: record?.source ?? 'none',
            id: record?.id ?? input.entityRef,
            label: `${name}: ${originOf(name) ? 'found' : 'missing'}`,
            value: originOf(name) ? 1 : 0,
            ...(fact?.url && { url: fact.url }),
            details: { through: originOf(name) ?? 'nothing' },
          };
        }),
    });
  },
};

function newestSafetyFacts(view: RecordView): Map<SafetyDefault, Fact> {
  const newest = new Map<SafetyDefault, Fact>();
  for (const fact of view.facts) {
    const name = SAFETY_DEFAULTS.find(known => known === fact.fact);
    if (!name) continue;
    const known = newest.get(name);
    if (!known || known.observedAt < fact.observedAt) newest.set(name, fact);
  }
  return newest;
}
