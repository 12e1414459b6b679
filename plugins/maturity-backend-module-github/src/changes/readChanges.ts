// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  resolveTier,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectedItem,
  deploymentItems,
  HotfixMarks,
  OwnCommit,
  pairWithPrevious,
  readPart,
  Refusals,
  withRefusals,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { GithubClient } from '../client/GithubClient';
import { inHalves } from '../client/inHalves';
import { DeploymentsRead } from '../deployments/DeploymentsRead';
import { READ_OBSERVATION } from '../deployments/toDeployment';
import { Deployed } from '../poll/state';
import { GithubRun, RepositoryRead } from '../RepositoryRead';
import { Target } from '../targets';
import { findChanges, KnownRange, toChangeFields } from './changes';
import {
  compareRevisions,
  History,
  HistoryNeed,
  readHistories,
  sinceOf,
} from './history';
import { readOwnCommits } from './paths';

/** Stands for the permission to read contents. */
const CONTENTS = 'defaultBranchRef';

type Found = [need: HistoryNeed, history: History | Error];

/** The histories of repositories, of which one that cannot be read leaves the others alone. @internal */
export async function readHistoriesApart(
  { client, options }: GithubRun,
  needs: HistoryNeed[],
): Promise<Map<HistoryNeed, History | Error>> {
  const ask = async (part: HistoryNeed[]): Promise<Found[]> => {
    const histories = await readHistories(client, part, options.hotfix);
    return part.map((need, index) => [need, histories[index]]);
  };
  const asked = needs.filter(({ revisions }) => revisions.length > 0);
  const found =
    asked.length > 0
      ? await inHalves(asked, ask, (need, error): Found => [need, error])
      : [];
  return new Map(found);
}

/** Which history tells the changes. Preview environments are left out: nothing is measured on their changes. @internal */
export function historyNeed(
  target: Target,
  { known, wanted }: DeploymentsRead,
): HistoryNeed {
  const revisions = new Map<string, string>();
  for (const { deployment, previous } of pairWithPrevious(known)) {
    if (previous && wanted.has(deployment.id) && isCompared(deployment)) {
      for (const { revision, committedAt } of [deployment, previous]) {
        if (revision) {
          revisions.set(revision, committedAt);
        }
      }
    }
  }
  return {
    target,
    revisions: [...revisions].map(([revision, committedAt]) => ({
      revision,
      committedAt,
    })),
  };
}

function isCompared({ environment }: Deployed): boolean {
  return resolveTier(environment) !== 'development';
}

/** The deployments of a repository with their changes. @internal */
export interface ChangesRead {
  items: Iterable<CollectedItem>;
  refused: Refusals;
  notices: string[];
}

/** Reads the changes of deployments, as far as the history that was read does not tell them. @internal */
export async function readChanges(
  { client, options }: GithubRun,
  { target, refused: before }: RepositoryRead,
  read: DeploymentsRead,
  { need, history }: { need: HistoryNeed; history: History | undefined },
): Promise<ChangesRead> {
  if (!history) {
    const items = itemsOf(target, read, new Map(), new Map());
    return { items, refused: before, notices: [] };
  }
  const compare = comparing(
    client,
    target,
    options.hotfix,
    withRefusals(before, history.missing),
  );
  const { ranges, lost } = await findChanges({
    deployments: read.known.filter(isCompared),
    wanted: read.wanted,
    graph: history.graph,
    compare: compare.ask,
  });
  const refused = compare.refused();
  const own = await readOwnCommits(client, target, {
    since: sinceOf(need),
    onDefaultBranch: history.onDefaultBranch,
  });
  return {
    items: itemsOf(target, read, ranges, own),
    refused,
    notices:
      lost > 0 && !refused.has(CONTENTS)
        ? [
            `The changes of ${lost} deployments are unknown: their revisions have no common history with the ones before, as after a force-push.`,
          ]
        : [],
  };
}

/** Asks for one range after the other until that is refused. */
function comparing(
  client: GithubClient,
  target: Target,
  marks: HotfixMarks,
  before: Refusals,
) {
  let refused = before;
  return {
    refused: () => refused,
    ask: async (base: string, head: string) => {
      const answer = await readPart(CONTENTS, refused, () =>
        compareRevisions(client, target, { base, head }, marks),
      );
      ({ refused } = answer);
      return answer.value ?? { known: false as const };
    },
  };
}

/**
 * Of the deployments that an earlier part of a long first read has handed over already only the changes are said:
 * observations of one deployment are merged.
 */
function* itemsOf(
  target: Target,
  { records, known }: DeploymentsRead,
  ranges: ReadonlyMap<string, KnownRange>,
  own: ReadonlyMap<string, OwnCommit>,
): Iterable<CollectedItem> {
  const changesOf = ({ id }: Pick<Deployment, 'id'>) => {
    const range = ranges.get(id);
    return (
      range &&
      ((entityRef: string) => toChangeFields(range, own.get(entityRef)))
    );
  };
  const whole = new Set(records.map(({ id }) => id));
  for (const record of records) {
    yield* deploymentItems(target, record, changesOf(record));
  }
  for (const { id, environment, observedAt } of known) {
    if (ranges.has(id) && !whole.has(id)) {
      const deployment: Deployment = {
        source: target.host,
        id,
        observedAt,
        observation: READ_OBSERVATION,
        environment,
      };
      yield* deploymentItems(target, deployment, changesOf(deployment));
    }
  }
}
