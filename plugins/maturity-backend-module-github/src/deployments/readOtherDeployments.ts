// SPDX-License-Identifier: Apache-2.0
import { ProviderPermissionError } from '@delivery-maturity/backstage-plugin-maturity-node';
import type { ReadDeployments } from '../recognizers/deployments';
import { runsSince } from '../poll/hasChanged';
import {
  readRunDeployments,
  RunDeployments,
  settledRuns,
} from '../recognizers/workflowRuns';
import {
  DatedDeployment,
  readReleases,
  readTags,
} from '../recognizers/releases';
import { Details } from '../client/schema';
import { Job, Session } from '../Session';
import { Deployed } from '../poll/state';

/** Deployments where GitHub's Deployments API is not what says so: releases, tags or workflow runs. @internal */
export async function readOtherDeployments(
  session: Session,
  job: Job,
  details: Details,
): Promise<ReadDeployments> {
  const { target, state } = job;
  const floor = state.top ?? session.since;
  if (target.rule.recognize === 'workflow-runs') {
    const found = await readRunDeployments(session, job, details);
    const summary = summarize(session, job, details, found);
    state.runs = settledRuns(found.ended, runsSince(summary, session.since));
    return summary;
  }
  const isByReleases = target.rule.recognize === 'releases';
  const readVersions = isByReleases ? readReleases : readTags;
  const field = isByReleases ? 'releases' : 'refs';
  try {
    // Published later than created, so what is read again is said again: it changes nothing.
    const read = job.missing.has(field)
      ? []
      : await readVersions(session.client, target, floor);
    return summarize(session, job, details, { read, context: [], open: [] });
  } catch (error) {
    if (!(error instanceof ProviderPermissionError)) {
      throw error;
    }
    job.missing.set(field, error.message);
    return summarize(session, job, details, {
      read: [],
      context: [],
      open: [],
    });
  }
}

function summarize(
  session: Session,
  job: Job,
  details: Details,
  found: Omit<RunDeployments, 'ended'>,
): ReadDeployments {
  const { since } = session;
  const { read, context, open } = found;
  const dated = [...context, ...read].map(toDeployed);
  const records = read
    .map(({ deployment }) => deployment)
    .filter(deployment => placeOf(deployment) >= since);
  const known = new Map(
    [...job.state.live, ...dated].map(deployed => [deployed.id, deployed]),
  );
  return {
    details,
    records,
    known: [...known.values()],
    wanted: new Set(records.map(({ id }) => id)),
    open,
    top: [job.state.top ?? since, ...dated.map(placeOf)].sort().reverse()[0],
  };
}

function placeOf(deployed: Pick<Deployed, 'finishedAt' | 'requestedAt'>) {
  return deployed.finishedAt ?? deployed.requestedAt ?? '';
}

function toDeployed({ deployment, committedAt }: DatedDeployment): Deployed {
  const { id, environment, revision, requestedAt, finishedAt, outcome } =
    deployment;
  return {
    id,
    environment,
    revision,
    requestedAt,
    finishedAt,
    outcome,
    observedAt: deployment.observedAt,
    committedAt: new Date(committedAt).toISOString(),
  };
}
