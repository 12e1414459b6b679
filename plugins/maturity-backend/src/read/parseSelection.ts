// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  EntityFilter,
  ScorecardModel,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { EntitySelection } from '../store/operations/read/whereEntities';

/** What a filter of the API selects, in the store's words. @internal */
export function parseSelection(
  filter: EntityFilter,
  model: ScorecardModel,
): EntitySelection {
  const { dimension, check } = filter;
  if (dimension !== undefined) {
    requireDimension('dimension', dimension, model);
  }
  if (check !== undefined) {
    requireCheck('check', check, model);
  }
  return {
    owners: refs('owner', filter.owner, 'group'),
    systems: refs('system', filter.system, 'system'),
    domains: refs('domain', filter.domain, 'domain'),
    types: some(filter.type),
    lifecycles: some(filter.lifecycle),
    tiers: some(filter.tier),
    levels: some(filter.level)?.map(level => parseLevel(level, model)),
    dimension,
    atTarget:
      filter.atTarget === undefined ? undefined : filter.atTarget === 'true',
    belowInCheck: check,
    entityRefs: refs('entityRef', filter.entityRef, 'component'),
    text: filter.q || undefined,
  };
}

/** One reference in full and in lower case, as it is stored. @internal */
export function parseRef(
  parameter: string,
  text: string,
  defaultKind: string,
): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(text, { defaultKind, defaultNamespace: 'default' }),
    );
  } catch {
    throw new InputError(
      `'${parameter}' has the value '${text}', which is not an entity reference. Write '${defaultKind}:default/name'.`,
    );
  }
}

/** @internal */
export function requireDimension(
  parameter: string,
  id: string,
  model: ScorecardModel,
): void {
  const ids = model.dimensions.map(dimension => dimension.id);
  if (!ids.includes(id)) {
    throw new InputError(
      `'${parameter}' has the value '${id}', but the model has no such dimension. Use one of: ${ids.join(
        ', ',
      )}.`,
    );
  }
}

/** @internal */
export function requireCheck(
  parameter: string,
  id: string,
  model: ScorecardModel,
): void {
  const ids = model.dimensions.flatMap(({ checks }) =>
    checks.map(check => check.id),
  );
  if (!ids.includes(id)) {
    throw new InputError(
      `'${parameter}' has the value '${id}', but the model has no such check. Use one of: ${ids.join(
        ', ',
      )}.`,
    );
  }
}

function some(values: string[] | undefined): string[] | undefined {
  return values?.length ? values : undefined;
}

function refs(
  parameter: string,
  values: string[] | undefined,
  defaultKind: string,
): string[] | undefined {
  return some(values)?.map(value => parseRef(parameter, value, defaultKind));
}

function parseLevel(text: string, model: ScorecardModel): number | undefined {
  if (text === 'none') {
    return undefined;
  }
  const level = /^\d$/.test(text) ? Number(text) : -1;
  const top = model.levels.length - 1;
  if (level < 0 || level > top) {
    throw new InputError(
      `'level' has the value '${text}'. Use a number from 0 to ${top}, or 'none' for entities without a level.`,
    );
  }
  return level;
}
