// SPDX-License-Identifier: Apache-2.0
import {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import { FacetCondition } from '../store/operations/read/EntityVisibility';

/**
 * Translates the conditions of a catalog permission decision into one over `maturity_entity_facets`; `undefined` when
 * any of them is a rule that only the catalog knows.
 *
 * @internal
 */
export function toFacetCondition(
  criteria: PermissionCriteria<PermissionCondition>,
): FacetCondition | undefined {
  if ('allOf' in criteria) {
    const parts = translateAll(criteria.allOf);
    return parts && { allOf: parts };
  }
  if ('anyOf' in criteria) {
    const parts = translateAll(criteria.anyOf);
    return parts && { anyOf: parts };
  }
  if ('not' in criteria) {
    const part = toFacetCondition(criteria.not);
    return part && { not: part };
  }
  return translateRule(criteria.rule, criteria.params ?? {});
}

function translateAll(
  criteria: PermissionCriteria<PermissionCondition>[],
): FacetCondition[] | undefined {
  const parts = criteria.map(toFacetCondition);
  return parts.every(part => part !== undefined)
    ? (parts as FacetCondition[])
    : undefined;
}

/** The rules of the catalog backend and their parameters. */
function translateRule(
  rule: string,
  params: Record<string, unknown>,
): FacetCondition | undefined {
  switch (rule) {
    case 'IS_ENTITY_OWNER':
      return facet('relations.ownedby', params.claims);
    case 'IS_ENTITY_KIND':
      return facet('kind', params.kinds);
    case 'HAS_ANNOTATION':
      return property('metadata.annotations', params.annotation, params.value);
    case 'HAS_LABEL':
      return property('metadata.labels', params.label, params.value);
    case 'HAS_METADATA':
      return property('metadata', params.key, params.value);
    case 'HAS_SPEC':
      return property('spec', params.key, params.value);
    default:
      return undefined;
  }
}

function property(
  prefix: string,
  key: unknown,
  value: unknown,
): FacetCondition | undefined {
  if (typeof key !== 'string') {
    return undefined;
  }
  return facet(`${prefix}.${key}`, value === undefined ? undefined : [value]);
}

function facet(key: string, values: unknown): FacetCondition | undefined {
  const name = lower(key);
  if (values === undefined) {
    return { key: name };
  }
  if (!Array.isArray(values) || values.some(v => typeof v !== 'string')) {
    return undefined;
  }
  return { key: name, values: values.map(lower) };
}

function lower(text: string): string {
  return text.toLocaleLowerCase('en-US');
}
