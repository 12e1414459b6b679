// SPDX-License-Identifier: Apache-2.0
import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

const POLICIES = ['everything', 'own-team'] as const;

/** @internal */
export type PolicyName = (typeof POLICIES)[number];

/** `maturityExample.policy`; everything is visible to everybody without it. @internal */
export function readPolicyName(config: RootConfigService): PolicyName {
  const name =
    config.getOptionalString('maturityExample.policy') ?? 'everything';
  const known = POLICIES.find(policy => policy === name);
  if (!known) {
    throw new InputError(
      `maturityExample.policy is '${name}', which no policy is called. Use one of: ${POLICIES.join(
        ', ',
      )}.`,
    );
  }
  return known;
}
