// SPDX-License-Identifier: Apache-2.0
import { EntityAttributes } from '@delivery-maturity/backstage-plugin-maturity-common';
import { DbBoolean, DbEntitiesRow } from '../../tables';

/** Columns of `maturity_entities as e` that {@link toAttributes} reads. @internal */
export const ATTRIBUTE_COLUMNS = [
  'e.entity_ref',
  'e.kind',
  'e.namespace',
  'e.name',
  'e.title',
  'e.owner_ref',
  'e.system_ref',
  'e.domain_ref',
  'e.type',
  'e.lifecycle',
  'e.tier',
] as const;

/** @internal */
export type AttributesRow = Pick<
  DbEntitiesRow,
  | 'entity_ref'
  | 'kind'
  | 'namespace'
  | 'name'
  | 'title'
  | 'owner_ref'
  | 'system_ref'
  | 'domain_ref'
  | 'type'
  | 'lifecycle'
  | 'tier'
>;

/** @internal */
export function toAttributes(row: AttributesRow): EntityAttributes {
  return {
    entityRef: row.entity_ref,
    kind: row.kind,
    namespace: row.namespace,
    name: row.name,
    ...present('title', row.title),
    ...present('owner', row.owner_ref),
    ...present('system', row.system_ref),
    ...present('domain', row.domain_ref),
    ...present('type', row.type),
    ...present('lifecycle', row.lifecycle),
    ...present('tier', row.tier),
  };
}

/** `{ [key]: value }`, or nothing where the column holds none: what is unknown is absent in every answer. @internal */
export function present<K extends string, V>(
  key: K,
  value: V | null | undefined,
): { [P in K]?: V } {
  return value === null || value === undefined
    ? {}
    : ({ [key]: value } as { [P in K]?: V });
}

/** @internal */
export function presentBoolean<K extends string>(
  key: K,
  value: DbBoolean | null,
): { [P in K]?: boolean } {
  return present(key, value === null ? null : Boolean(value));
}

/** @internal */
export function presentInstant<K extends string>(
  key: K,
  value: number | null | undefined,
): { [P in K]?: string } {
  return present(
    key,
    value === null || value === undefined
      ? undefined
      : new Date(value).toISOString(),
  );
}
