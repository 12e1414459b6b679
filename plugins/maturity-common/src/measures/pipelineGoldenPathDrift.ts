// SPDX-License-Identifier: Apache-2.0
import { worstFirst } from './support/evidence';
import { measured, untold, notApplicableHere } from './support/measurement';
import { sortAscending } from './support/percentile';
import { findingsOf } from './support/pipelineFindings';
import { ApprovedReference, referencesOf } from './support/pipelineReferences';
import { viewOf } from './support/recordView';
import { EvidenceItem, Measure } from './types';

const meta: Measure['meta'] = {
  id: 'pipeline.golden-path-drift',
  title: 'Golden-path drift',
  description:
    'The worst over all calls of approved golden paths: days since a higher version than the one in use was first released, zero on the newest. Versions are ordered by semantic version; a branch counts as newest and is flagged floating.',
  unit: 'days',
  better: 'lower',
  minimumSamples: 1,
  source: 'Steps are this project’s',
  needs: ['pipelines'],
  countsTime: false,
};

/** @public */
export const pipelineGoldenPathDrift: Measure = {
  meta,
  compute(input) {
    if (!viewOf(input).pipelinesKnown) {
      return untold('pipelines');
    }
    const { approved } = referencesOf(input);
    const dated = approved.filter(
      ({ resolved }) => resolved.driftDays !== undefined,
    );
    if (dated.length === 0) {
      return notApplicableHere(
        approved.length === 0
          ? 'No pipeline of this entity calls an approved golden path, so there is no version to fall behind.'
          : 'The golden paths in use have no releases, or the version in use is not known, so there is no drift to measure.',
      );
    }
    const driftOf = ({ resolved }: ApprovedReference) =>
      resolved.driftDays as number;
    const worst = worstFirst(input, dated, driftOf);
    const { freshest, flags } = findingsOf(input);
    return measured(meta, {
      value: driftOf(worst[0]),
      n: dated.length,
      freshest,
      flags: [
        ...flags,
        dated.some(({ resolved }) => resolved.floating) && 'floating',
      ],
      sortedSamples: sortAscending(dated.map(driftOf)),
      evidence: worst.map(referenceEvidence),
    });
  },
};

function referenceEvidence(approved: ApprovedReference): EvidenceItem {
  const { pipeline, reference, resolved } = approved;
  const details: EvidenceItem['details'] = {
    template: resolved.template.id,
    path: pipeline.path,
    refKind: resolved.refKind,
  };
  if (reference.ref) details.ref = reference.ref;
  if (reference.job) details.job = reference.job;
  if (resolved.resolvedVersion) details.version = resolved.resolvedVersion;
  if (resolved.newestVersion) details.newest = resolved.newestVersion;
  if (resolved.releasesBehind !== undefined) {
    details.releasesBehind = resolved.releasesBehind;
  }
  return {
    kind: 'reference',
    source: pipeline.source,
    id: pipeline.id,
    label: `${pipeline.path} uses ${resolved.template.id}${
      reference.ref ? ` at ${reference.ref}` : ''
    }`,
    value: resolved.driftDays,
    at: pipeline.observedAt,
    details,
  };
}
