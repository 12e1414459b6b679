// SPDX-License-Identifier: Apache-2.0

/**
 * A condition over the flattened keys and values of `maturity_entity_facets`, both in lower case.
 *
 * @internal
 */
export type FacetCondition =
  | { allOf: FacetCondition[] }
  | { anyOf: FacetCondition[] }
  | { not: FacetCondition }
  /** Without `values`: the key exists, whatever its value. */
  | { key: string; values?: string[] };

/**
 * Which entities exist for a caller, in a form that becomes part of the SQL of every read.
 *
 * @internal
 */
export type EntityVisibility =
  | { kind: 'all' }
  | { kind: 'none' }
  | { kind: 'condition'; condition: FacetCondition }
  /** Where a condition cannot be expressed over facets: the references themselves, sent as one value. */
  | { kind: 'refs'; refs: string[]; fingerprint: string };
