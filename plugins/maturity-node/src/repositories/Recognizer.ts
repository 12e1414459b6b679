// SPDX-License-Identifier: Apache-2.0
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import { DeploymentRule } from '../collecting/recognition';
import { recognizedItem } from '../collecting/recognizedItem';
import { CollectedItem } from '../DeliveryCollector';
import { RepositoryTarget } from './RepositoryTarget';

/**
 * One way to tell a deployment, as by the host's own records of them or by tags. All that depends on the way is said
 * here; `Polled` is what a poll shows of a repository, `Read` is how the module reads deployments.
 *
 * @public
 */
export interface Recognizer<R, Polled, Read> {
  /** How the ids of its deployments begin, as `release/`. */
  idPrefix: string;
  /** What a rule takes for a deployment, as a noun phrase for the portal. */
  describe(rule: R): string;
  /** What a poll shows of deployments: equal for two polls between which nothing happened to them. */
  fingerprint(polled: Polled): readonly unknown[];
  /** Whether a stored deployment that was recognized in this way still counts under a rule. */
  matches(deployment: Deployment, rule: R): boolean;
  read: Read;
}

/** The recognizers of a module, by what a rule's `recognize` says. @public */
export type Recognizers<
  R extends DeploymentRule<string>,
  Polled,
  Read,
> = Record<R['recognize'], Recognizer<R, Polled, Read>>;

/** What to say after the first read of a target under its rule: what was read under another one counts no more. @public */
export function recognizedItemOf<R extends DeploymentRule<string>>(
  { entities, host, path, keys, rule }: RepositoryTarget<R>,
  recognizers: Record<
    R['recognize'],
    Pick<Recognizer<R, never, unknown>, 'idPrefix' | 'matches'>
  >,
): CollectedItem {
  const recognize: R['recognize'] = rule.recognize;
  const prefixes = Object.fromEntries(
    Object.entries<{ idPrefix: string }>(recognizers).map(
      ([name, { idPrefix }]) => [name, idPrefix],
    ),
  );
  return recognizedItem<string>({
    entities,
    source: host,
    recognize,
    prefixes,
    matches: deployment => recognizers[recognize].matches(deployment, rule),
    keys: { of: `${host}/${path}`, keep: keys },
  });
}
