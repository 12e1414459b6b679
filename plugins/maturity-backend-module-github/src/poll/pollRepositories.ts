// SPDX-License-Identifier: Apache-2.0
import {
  chunk,
  CollectedItem,
  emptyItems,
  PollResult,
  provisioningItems,
  readersOf,
  statusOf,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { absenceOf, GraphqlProblem, isRefusal } from '../client/errors';
import { inHalves } from '../client/inHalves';
import { missingOf } from '../client/permissions';
import { probeOf, repositoriesQuery } from '../client/queries';
import { probeSchema } from '../client/schema';
import { findChangedGates } from '../gates/readGates';
import { toProvisioning } from '../provisioning/provisioning';
import { GithubRun, RepositoryRead } from '../RepositoryRead';
import { reachOf } from '../reachOf';
import { failureOf, successOf } from '../statusItems';
import { Target } from '../targets';
import { areGatesDue, checkForChange, findMoved, Poll } from './hasChanged';
import { printState, resumeState } from './state';

/** Repositories that are asked about their runs at the same time. */
const ASKED_AT_A_TIME = 10;

/** Polls many repositories in one query and finds out which of them changed. @internal */
export async function pollRepositories(
  collectRun: GithubRun,
  targets: Target[],
): Promise<PollResult<RepositoryRead>> {
  const items: CollectedItem[] = [];
  const candidates: RepositoryRead[] = [];
  for (const answer of await askAll(collectRun, targets)) {
    const found = await toCandidate(collectRun, answer);
    if (Array.isArray(found)) {
      items.push(...found);
    } else {
      candidates.push(found);
    }
  }
  const moved = await findMoved(collectRun, candidates);
  const changed: RepositoryRead[] = [];
  const quiet: RepositoryRead[] = [];
  for (const part of chunk(candidates, ASKED_AT_A_TIME)) {
    const polls = await Promise.all(
      part.map((repository): Poll | Promise<Poll> =>
        moved.has(repository)
          ? { repository, isChanged: true }
          : checkForChange(repository, collectRun),
      ),
    );
    for (const { repository, error, isChanged } of polls) {
      if (error) {
        items.push(...failureOf(repository.target, error));
      } else {
        (isChanged ? changed : quiet).push(repository);
      }
    }
  }
  const due = quiet.filter(one => areGatesDue(one, collectRun));
  const otherGates = await findChangedGates(collectRun, due);
  for (const repository of quiet) {
    if (otherGates.has(repository)) {
      changed.push(repository);
      continue;
    }
    items.push(...successOf(repository));
    if (due.includes(repository)) {
      const { state, target } = repository;
      const gatesAt = collectRun.context.now().toISOString();
      items.push({
        kind: 'watermark',
        key: target.key,
        value: printState({ ...state, gatesAt }),
      });
    }
  }
  return { items, changed };
}

/** What a poll was answered of a target, and the host's words about what it was not. */
interface PollAnswer {
  target: Target;
  answer?: unknown;
  problems: GraphqlProblem[];
}

/** Asks about all, and once more, without what was refused, about those that a refusal took out of the answer. */
async function askAll(
  collectRun: GithubRun,
  targets: Target[],
): Promise<PollAnswer[]> {
  const first = await ask(
    collectRun,
    targets.map(target => ({ target, problems: [] })),
  );
  const isTakenOut = ({ answer, problems, target }: PollAnswer) =>
    !answer && missingOf(problems).has(target.rule.recognize);
  return [
    ...first.filter(one => !isTakenOut(one)),
    ...(await ask(collectRun, first.filter(isTakenOut))),
  ];
}

async function ask(
  collectRun: GithubRun,
  before: PollAnswer[],
): Promise<PollAnswer[]> {
  if (before.length === 0) {
    return [];
  }
  return inHalves(
    before,
    async part => {
      const { query, variables } = repositoriesQuery(
        'Probe',
        part.map(({ target: { owner, name, rule }, problems }) => ({
          owner,
          name,
          selection: probeOf(rule.recognize, missingOf(problems)),
        })),
      );
      const { data, problems: all } = await collectRun.client.graphql(
        query,
        variables,
      );
      return part.map(({ target, problems }, index) => ({
        target,
        answer: data[`r${index}`],
        problems: [
          ...all.filter(({ path }) => !path || path[0] === `r${index}`),
          ...problems,
        ],
      }));
    },
    ({ target }, { message }) => ({ target, problems: [{ message }] }),
  );
}

/** A repository that may have changed, or what to say of one that is not read. */
async function toCandidate(
  { context, since }: GithubRun,
  { target, answer, problems }: PollAnswer,
): Promise<RepositoryRead | CollectedItem[]> {
  const parsed = probeSchema.nullish().safeParse(answer);
  const trouble = problems.filter(problem => !isRefusal(problem));
  if (!parsed.success || trouble.length > 0) {
    return failureOf(target, parsed.error ?? absenceOf(trouble));
  }
  if (!parsed.data) {
    return failureOf(target, absenceOf(problems));
  }
  const readers = readersOf(target.entities);
  const watermark = await context.readWatermark(target.key);
  const repository: RepositoryRead = {
    target,
    probe: parsed.data,
    state: resumeState(watermark, { readers, since }),
    refused: missingOf(problems),
  };
  return settle(repository, since) ?? repository;
}

/** The repositories that are not read, each with its own visible word. */
function settle(
  repository: RepositoryRead,
  since: string,
): CollectedItem[] | undefined {
  const { target, probe } = repository;
  if (probe.isDisabled) {
    return statusOf(target, {
      state: 'disabled',
      message: `GitHub has disabled '${probe.nameWithOwner}'. Its administrators find the reason at ${probe.url}.`,
    });
  }
  if (probe.isEmpty) {
    const isNew = new Date(probe.createdAt).toISOString() >= since;
    return [
      ...(isNew
        ? provisioningItems(target, toProvisioning(probe, target, {}))
        : []),
      ...emptyItems(target, probe.nameWithOwner, reachOf(repository)),
    ];
  }
  return undefined;
}
