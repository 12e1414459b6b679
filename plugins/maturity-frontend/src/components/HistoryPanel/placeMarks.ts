// SPDX-License-Identifier: Apache-2.0
import { HistoryAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';

type Mark = HistoryAnswer['marks'][number];

/** Marks of one kind that are closer than this share of the chart are told as one. */
const TOGETHER = 0.06;
/** This close to an edge a label would be cut if it were centered. */
const EDGE = 0.15;

/** One or more marks of a kind, at one place. @internal */
export interface PlacedMark {
  at: number;
  type: Mark['type'];
  count: number;
  /** The end of the label that is at the mark. */
  anchor: 'start' | 'middle' | 'end';
}

/**
 * Marks as they can be read in the chart from `from` to `to`: neighbors of one kind share a label, and no label leaves
 * the chart.
 *
 * @internal
 */
export function placeMarks(
  marks: readonly Mark[],
  from: number,
  to: number,
): PlacedMark[] {
  const span = to - from || 1;
  const placed: PlacedMark[] = [];
  const sorted = marks
    // What happened since the last evaluation belongs to the end of the chart.
    .map(mark => ({ type: mark.type, at: Math.min(to, Date.parse(mark.at)) }))
    .filter(({ at }) => at >= from)
    .sort((a, b) => a.at - b.at);
  for (const { type, at } of sorted) {
    const near = placed.find(
      other => other.type === type && at - other.at <= TOGETHER * span,
    );
    if (near) {
      near.count += 1;
    } else {
      placed.push({
        at,
        type,
        count: 1,
        anchor: anchorOf((at - from) / span),
      });
    }
  }
  return placed;
}

function anchorOf(place: number): PlacedMark['anchor'] {
  if (place < EDGE) return 'start';
  return place > 1 - EDGE ? 'end' : 'middle';
}
