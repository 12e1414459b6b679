// SPDX-License-Identifier: Apache-2.0
import { CollectedItem } from '@delivery-maturity/backstage-plugin-maturity-node';
import { areGatesDue, movedNotice } from './poll/pollProjects';
import { deployedOf, pollFingerprint, seenOf } from './poll/pollFingerprint';
import { Part } from './client/permissions';
import { reachOf } from './reachOf';
import { readProvisioning } from './provisioning/readProvisioning';
import { readGates } from './gates/readGates';
import { readEntry, readPipelineItems } from './pipelines/readPipelineItems';
import { readDeploymentItems } from './deployments/readDeploymentItems';
import {
  failureOf,
  Job,
  readPart,
  Session,
  stopsEverything,
  successOf,
} from './Session';
import { printState } from './poll/state';

/** Reads a project that changed. @internal */
export async function* readProject(
  session: Session,
  job: Job,
): AsyncIterable<CollectedItem> {
  const { target } = job;
  try {
    yield* readAll(session, job);
    session.events.delete(target.key);
  } catch (error) {
    if (session.context.signal.aborted || stopsEverything(error)) {
      throw error;
    }
    session.context.logger.warn('A project could not be read', {
      target: target.key,
      error: String(error),
    });
    yield* failureOf(target, error);
  }
}

async function* readAll(
  session: Session,
  job: Job,
): AsyncIterable<CollectedItem> {
  const { target, state } = job;
  const now = session.context.now();
  const mustBeRead =
    areGatesDue(job, session) || session.events.get(target.key) === 'all';
  const isSame =
    job.known.entryCommit !== undefined &&
    job.known.entryCommit === state.entryCommit;
  const entry =
    mustBeRead || !isSame ? await readEntry(session, job) : undefined;
  if (mustBeRead || (!isSame && entry?.commit !== state.entryCommit)) {
    state.notices = [];
    const environments = await readGates(session, job);
    yield* readPipelineItems(session, job, entry, environments);
    state.entryCommit = entry?.commit;
    state.gatesAt = now.toISOString();
  }
  // Those that are said anew with every read.
  state.notices = state.notices.filter(
    notice => !/^The (?:project is now|changes of)/.test(notice),
  );
  state.notices.push(...movedNotice(job));
  const read = readDeploymentItems(session, job)[Symbol.asyncIterator]();
  for (;;) {
    // A generator cannot be read in parts by the helper, so each step is.
    const step = await readPart(job, partOf(job), () => read.next());
    if (!step || step.done) {
      break;
    }
    yield step.value;
  }
  yield* readProvisioning(session, job);
  state.path = job.project.path.toLowerCase();
  state.marker = pollFingerprint(job);
  state.readAt = now.toISOString();
  state.seenAt = seenOf(job, now);
  state.deployed = deployedOf(job) ?? state.deployed;
  state.reach = reachOf(job);
  yield* successOf(job);
  yield { kind: 'watermark', key: target.key, value: printState(state) };
}

/** What must be granted for deployments, by how they are recognized. */
function partOf({ target }: Job): Part {
  const { recognize } = target.rule;
  return recognize === 'deployments' ? recognize : `deploying-${recognize}`;
}
