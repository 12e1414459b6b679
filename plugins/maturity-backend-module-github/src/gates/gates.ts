// SPDX-License-Identifier: Apache-2.0
import {
  environmentKey,
  Gate,
  sameEnvironment,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { EnvironmentNode } from '../client/schema';

const MAX_GATE_LENGTH = 256;

/** The protection rules of an environment that make a deployment wait. @internal */
export interface EnvironmentGates {
  reviewers: number;
  timerMinutes: number;
  /** Apps whose own rules decide. */
  apps: string[];
}

/** By `environmentKey`. @internal */
export function environmentGates(
  environments: EnvironmentNode[],
  custom: Record<string, string[]> = {},
): Map<string, EnvironmentGates> {
  return new Map(
    environments.map(({ name, protectionRules }) => {
      const rules = protectionRules.nodes;
      const reviewed = rules.find(({ type }) => type === 'REQUIRED_REVIEWERS');
      return [
        environmentKey(name),
        {
          reviewers: reviewed
            ? Math.max(reviewed.reviewers?.totalCount ?? 1, 1)
            : 0,
          timerMinutes:
            rules.find(({ type }) => type === 'WAIT_TIMER')?.timeout ?? 0,
          apps: appsOf(name, custom),
        },
      ];
    }),
  );
}

function appsOf(
  environment: string,
  custom: Record<string, string[]>,
): string[] {
  return (
    Object.entries(custom).find(([name]) =>
      sameEnvironment(name, environment),
    )?.[1] ?? []
  );
}

/** The gate of apps that decide about an environment. @internal */
export function appsGate(environment: string, apps: string[]): string {
  return `${environment} (${apps.join(', ')})`.slice(0, MAX_GATE_LENGTH);
}

/** The gate inventory: what stands between a commit and each environment. @internal */
export function gateInventory(
  environments: EnvironmentNode[],
  custom: Record<string, string[]> = {},
): Gate[] {
  return environments.flatMap(({ name, protectionRules }) => [
    ...appsOf(name, custom).map(
      (app): Gate => ({
        environment: name,
        kind: 'approval-action',
        gate: appsGate(name, [app]),
      }),
    ),
    ...protectionRules.nodes.flatMap((rule): Gate[] => {
      switch (rule.type) {
        case 'REQUIRED_REVIEWERS':
          return [
            {
              environment: name,
              kind: 'required-reviewers',
              gate: name,
              reviewers: rule.reviewers?.totalCount ?? 1,
            },
          ];
        case 'WAIT_TIMER':
          return [
            {
              environment: name,
              kind: 'wait-timer',
              gate: `${name} (wait timer)`,
              minutes: rule.timeout,
            },
          ];
        case 'BRANCH_POLICY':
          return [
            {
              environment: name,
              kind: 'branch-policy',
              gate: `${name} (branch policy)`,
            },
          ];
        default:
          return [];
      }
    }),
  ]);
}
