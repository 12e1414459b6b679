// SPDX-License-Identifier: Apache-2.0
import { Tier } from '@delivery-maturity/backstage-plugin-maturity-common';
import { toTier } from '../deployments/toDeployment';
import { requiredApprovals } from './gates';
import {
  environmentSchema,
  ProtectedEnvironment,
  protectedEnvironmentSchema,
} from '../client/schema';
import { Job, readPart, Session } from '../Session';

/** Environments of merge requests come and go by the thousand; of these many the tiers are read ahead. */
const MAX_PAGES = 5;
const MAX_REMEMBERED = 300;
/** Environments that are gone have no tier any more; the name decides. */
const MAX_ASKED = 50;

/** Reads the tiers of environments, and what protects them. @internal */
export async function readGates(
  session: Session,
  job: Job,
): Promise<ProtectedEnvironment[]> {
  const { client } = session;
  const { state, project } = job;
  const environments = await readPart(job, 'environments', () =>
    client.listIfAny(environmentSchema, MAX_PAGES, (api, pages) =>
      api.Environments.all(project.id, pages),
    ),
  );
  const tiers = (environments ?? []).flatMap(({ name, tier }) => {
    const known = toTier(tier);
    return known ? [[name, known] as const] : [];
  });
  state.tiers = Object.fromEntries(
    // Those that are measured first.
    [
      ...tiers.filter(([, tier]) => tier !== 'development'),
      ...tiers.filter(([, tier]) => tier === 'development'),
    ].slice(0, MAX_REMEMBERED),
  );
  const protectedOnes = await readPart(job, 'protectedEnvironments', () =>
    readProtected(session, job),
  );
  state.approvals = Object.fromEntries(
    (protectedOnes ?? []).flatMap(environment => {
      const count = requiredApprovals(environment);
      return count > 0 ? [[environment.name, count]] : [];
    }),
  );
  return protectedOnes ?? [];
}

/** GitLab without Premium does not know this address: then no environment is protected, and manual jobs are the gates. */
async function readProtected(
  session: Session,
  job: Job,
): Promise<ProtectedEnvironment[]> {
  const found = await session.client.listUnlessAbsent(
    protectedEnvironmentSchema,
    MAX_PAGES,
    (api, pages) => api.ProjectProtectedEnvironments.all(job.project.id, pages),
  );
  job.state.hasApprovals = found !== undefined;
  return found ?? [];
}

/** The tier of an environment; of one that was not read ahead it is asked for. @internal */
export async function readTier(
  session: Session,
  job: Job,
  name: string,
): Promise<Tier | undefined> {
  const { state, project, askedTiers } = job;
  if (
    state.tiers[name] ||
    state.missing.environments ||
    askedTiers.has(name) ||
    askedTiers.size >= MAX_ASKED
  ) {
    return state.tiers[name];
  }
  askedTiers.add(name);
  const found = await readPart(job, 'environments', () =>
    session.client.list(environmentSchema, 1, (api, pages) =>
      api.Environments.all(project.id, { name, ...pages }),
    ),
  );
  const tier = toTier(found?.find(item => item.name === name)?.tier);
  if (tier && Object.keys(state.tiers).length < MAX_REMEMBERED) {
    state.tiers[name] = tier;
  }
  return tier;
}
