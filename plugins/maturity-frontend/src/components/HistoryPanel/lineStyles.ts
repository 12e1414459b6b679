// SPDX-License-Identifier: Apache-2.0
import { Theme } from '@material-ui/core/styles';
import { readable, tint } from '../../theme';

/** @internal */
export interface LineStyle {
  stroke: string;
  strokeWidth: number;
  strokeDasharray?: string;
}

const DASHES = [undefined, '6 3', '2 3', '8 3 2 3', '1 2', '10 4'];

/**
 * The look of each line: the whole in the text color and strong, the parts in
 * the accent, told apart by their dashes and not by color alone.
 *
 * @internal
 */
export function lineStyles(theme: Theme, count: number): LineStyle[] {
  const accent = readable(theme, theme.palette.primary.main);
  return Array.from({ length: count }, (_, index) => {
    if (index === 0) {
      return { stroke: theme.palette.text.primary, strokeWidth: 2.5 };
    }
    const strength = 1 - 0.12 * (index - 1);
    return {
      stroke: tint(theme, accent, Math.max(0.6, strength)),
      strokeWidth: 1.75,
      strokeDasharray: DASHES[(index - 1) % DASHES.length],
    };
  });
}
