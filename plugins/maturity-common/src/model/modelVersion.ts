// SPDX-License-Identifier: Apache-2.0
import { DEFINITION_CHANGES, DEFINITIONS_VERSION } from './definitions';
import { hashModel } from './hashModel';

/** What is different between two versions of a model. @public */
export interface ModelChange {
  /** Whether somebody configured it differently: checks, thresholds, weights and the like. */
  configuration: boolean;
  /** The versions of the definitions of measures, which come with the code; absent where they are the same. */
  definitions?: { from: number; to: number };
}

/** Kinds of changes of a model: by an upgrade, or by its configuration. @public */
export const MODEL_CHANGES = ['definitions-changed', 'model-changed'] as const;

/** A change of the model, as history tells it. @public */
export interface ModelChangeMark {
  type: (typeof MODEL_CHANGES)[number];
  label: string;
}

/** The definitions of versions that do not name theirs: an earlier release stored them. */
const FIRST_DEFINITIONS = 1;

/**
 * Names a model: the hash of its configuration, a dot, the version of the definitions that it grades by.
 *
 * @internal
 */
export function modelVersionOf(configuration: object): string {
  return `${hashModel(configuration)}.${DEFINITIONS_VERSION}`;
}

/**
 * What changed from one version of a model to another; undefined where it is the same. Where an earlier release stored
 * the version before, nothing can be said of the configuration, and only the definitions are told.
 *
 * @public
 */
export function modelChangeOf(
  from: string,
  to: string,
): ModelChange | undefined {
  if (from === to) {
    return undefined;
  }
  const [before, after] = [partsOf(from), partsOf(to)];
  const definitions =
    before.definitions === after.definitions
      ? undefined
      : {
          from: before.definitions ?? FIRST_DEFINITIONS,
          to: after.definitions ?? FIRST_DEFINITIONS,
        };
  const isComparable =
    definitions === undefined ||
    (before.definitions !== undefined && after.definitions !== undefined);
  return {
    configuration: isComparable && before.configuration !== after.configuration,
    ...(definitions && { definitions }),
  };
}

function partsOf(version: string): {
  configuration: string;
  definitions?: number;
} {
  const [configuration, definitions] = version.split('.');
  return definitions === undefined
    ? { configuration }
    : { configuration, definitions: Number(definitions) };
}

/** A change of the model as marks of a history: of its definitions, of its configuration, or both. @public */
export function marksOfModelChange(change: ModelChange): ModelChangeMark[] {
  const { configuration, definitions } = change;
  return [
    ...(definitions
      ? [
          {
            type: 'definitions-changed' as const,
            label: sentence(
              'An upgrade changed the definitions of measures',
              clauses(definitions),
            ),
          },
        ]
      : []),
    ...(configuration
      ? [
          {
            type: 'model-changed' as const,
            label: 'The configuration of the model changed.',
          },
        ]
      : []),
  ];
}

/**
 * Why a result may be another one though nothing of the entity changed; undefined where the change does not concern
 * the measure. A check that the model does not have has no measure.
 *
 * @internal
 */
export function describeMeasureChange(
  change: ModelChange,
  measureId: string | undefined,
): string | undefined {
  const { configuration, definitions } = change;
  const changed =
    definitions && measureId !== undefined
      ? clauses(definitions, measureId)
      : [];
  const sentences = [
    ...(changed.length > 0
      ? [sentence('The definition of this measure changed', changed)]
      : []),
    ...(configuration
      ? [
          'The model changed since the last evaluation, and with it how this is measured or graded.',
        ]
      : []),
  ];
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}

type Versions = NonNullable<ModelChange['definitions']>;

/** A release that is older than what was stored cannot know what it takes back. */
function clauses({ from, to }: Versions, measureId?: string): string[] {
  return to < from
    ? ['those of an earlier release are in force again']
    : DEFINITION_CHANGES.filter(
        ({ version, measures }) =>
          version > from &&
          version <= to &&
          (measureId === undefined || measures.includes(measureId)),
      ).map(({ now }) => now);
}

function sentence(start: string, changed: string[]): string {
  return changed.length > 0 ? `${start}: ${changed.join('; ')}.` : `${start}.`;
}
