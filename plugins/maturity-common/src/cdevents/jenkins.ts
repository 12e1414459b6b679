// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { jenkinsBuildSchema } from './jenkinsBuildSchema';
import { Cdevent } from './schema';

interface CustomData {
  id?: number;
  url?: string;
  build?: z.output<typeof jenkinsBuildSchema>;
}

/**
 * The place in the queue that a run of Jenkins took, by which it is joined to the event that says that it was queued:
 * that event carries the number of the place, not that of the run, and the path of the job instead of the run's.
 *
 * @internal
 */
export function queueOf(
  type: string,
  { context, subject }: Cdevent,
  { id, url, build }: CustomData,
): string | undefined {
  const [job] = /^job\/.*?(?=\/?$)/.exec(context.source) ?? [];
  if (!job || !type.startsWith('pipelinerun.')) {
    return undefined;
  }
  if (type === 'pipelinerun.queued') {
    return String(id) === subject.id
      ? placeOf(url, job, subject.id)
      : undefined;
  }
  return build?.queueId === undefined
    ? undefined
    : placeOf(build.fullUrl, job.replace(/\/\d+$/, ''), String(build.queueId));
}

function placeOf(url: string | undefined, job: string, id: string): string {
  const server = url && URL.canParse(url) ? new URL(url).origin : '';
  return `${server} ${job} ${id}`;
}
