// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import { matchesAny } from '@delivery-maturity/backstage-plugin-maturity-node';
import { RecognitionRule } from '../config';
import { repositoryOf } from '../pipelines/readPipelineItems';
import { Job, Session } from '../Session';
import { ReadDeployment, toRead } from './readDeployments';
import { READ_OBSERVATION } from './toDeployment';

/** 10,000 releases or tags. @internal */
export const MAX_PAGES = 100;

/** A release or tag as a deployment: published is deployed. @internal */
export interface Version {
  id: string;
  name: string;
  at: string;
  revision: string;
  committedAt: string;
  trigger: Deployment['trigger'];
  url: string;
}

/** Whether a stored release or tag is among those that a rule counts. @internal */
export function matchesTags(
  { version }: Pick<Deployment, 'version'>,
  { tags }: Pick<RecognitionRule, 'tags'>,
): boolean {
  return tags.length === 0 || matchesAny(version ?? '', tags);
}

/** Newest first, back to where the last read began. What is read again is said again, which changes nothing. @internal */
export async function* readVersions<T>(
  { since }: Session,
  job: Job,
  pages: AsyncIterable<T[]>,
  toVersions: (item: T) => Version[],
  atOf: (item: T) => string | undefined,
): AsyncIterable<ReadDeployment[]> {
  const { state, target } = job;
  const floor = state.cursor ?? since;
  const versions: Version[] = [];
  for await (const page of pages) {
    versions.push(...page.flatMap(toVersions));
    const last = page[page.length - 1];
    if (last && (atOf(last) ?? floor) < floor) {
      break;
    }
  }
  const { tags } = target.rule;
  const read = versions
    .filter(
      ({ name, at }) =>
        at >= since && (tags.length === 0 || matchesAny(name, tags)),
    )
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  state.cursor = [floor, ...read.map(({ at }) => at)].sort().pop();
  yield read.map(version => toRecord(job, version));
}

function toRecord(job: Job, version: Version): ReadDeployment {
  const { environment } = job.target.rule;
  return toRead(
    {
      source: job.target.host,
      id: version.id,
      observedAt: version.at,
      observation: READ_OBSERVATION,
      repository: repositoryOf(job),
      service: environment,
      environment,
      revision: version.revision,
      version: version.name,
      finishedAt: version.at,
      outcome: 'succeeded',
      trigger: version.trigger,
      waits: [],
      url: version.url,
    },
    version.committedAt,
  );
}
