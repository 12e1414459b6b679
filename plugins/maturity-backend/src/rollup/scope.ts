// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  EntityFilter,
  ScorecardModel,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { parseRef, parseSelection } from '../read/parseSelection';
import { EntitySelection } from '../store/operations/read/whereEntities';

/** A part of the organization. @internal */
export interface Scope {
  ref: string;
  kind: 'group' | 'system' | 'domain' | 'user';
}

/** @internal */
export function parseScope(text: string | undefined): Scope | undefined {
  if (!text) {
    return undefined;
  }
  const ref = parseRef('scope', text, 'group');
  const { kind } = parseEntityRef(ref);
  switch (kind) {
    case 'group':
    case 'user':
    case 'system':
    case 'domain':
      return { ref, kind };
    default:
      throw new InputError(
        `'scope' has the value '${text}', which is a '${kind}'. Use a group, a user, a system or a domain, for example 'group:default/payments'.`,
      );
  }
}

/** The entities of a scope that also meet the filter. @internal */
export function selectScope(
  filter: EntityFilter,
  scope: Scope | undefined,
  model: ScorecardModel,
): EntitySelection {
  const selection = parseSelection(filter, model);
  if (!scope) {
    return selection;
  }
  const { ref, kind } = scope;
  const isPart = kind === 'system' || kind === 'domain';
  return { ...selection, within: { column: isPart ? kind : 'owner', ref } };
}
