// SPDX-License-Identifier: Apache-2.0
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Translate } from '../../hooks/useMaturityTranslation';

type Unknown = NonNullable<
  NonNullable<ScorecardView['timeBreakdown']>['unknown']
>;

/** @internal */
export interface UnknownWords {
  t: Translate;
  number: (value: number) => string;
  list: (items: string[]) => string;
}

/**
 * Which parts of the road no source tells, so that nobody takes them for no time.
 *
 * @param changes - number of changes that the breakdown is about
 * @internal
 */
export function describeUnknown(
  unknown: Unknown,
  changes: number,
  { t, number, list }: UnknownWords,
): string {
  const name = (id: Unknown[number]['id']) => t(`entity.time.segment.${id}`);
  const ofNone = unknown.filter(segment => segment.changes >= changes);
  const ofSome = unknown.filter(segment => segment.changes < changes);
  const sentences = [
    ...(ofNone.length > 0
      ? [
          t('entity.time.notTold', {
            parts: list(ofNone.map(({ id }) => name(id))),
          }),
        ]
      : []),
    ...(ofSome.length > 0
      ? [
          t('entity.time.notToldOfAll', {
            parts: list(
              ofSome.map(segment =>
                t('entity.time.ofChanges', {
                  name: name(segment.id),
                  some: number(segment.changes),
                  all: number(changes),
                }),
              ),
            ),
          }),
        ]
      : []),
  ];
  return sentences.join(' ');
}
