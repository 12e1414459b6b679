// SPDX-License-Identifier: Apache-2.0
import {
  Theme,
  darken,
  getContrastRatio,
  lighten,
  recomposeColor,
  decomposeColor,
} from '@material-ui/core/styles';

/** A surface and the text color that is readable on it. @internal */
export interface Swatch {
  background: string;
  color: string;
}

/** WCAG 2.2 AA asks for 4.5; the rest is what a stripe or a hovered row takes away. */
const TEXT_CONTRAST = 5.2;

/** How much of the accent a level above 0 carries: the first step, and all of it at the top. */
const FIRST_STEP = { light: 0.24, dark: 0.32 };

/** How much of the text color level 0 carries: a quiet neutral, not yet of the accent's hue, that still stands out from a card. */
const NEUTRAL_STEP = { light: 0.15, dark: 0.16 };

/** Kept, for every badge of a table asks. */
const rampsOf = new WeakMap<Theme, Map<number, Swatch[]>>();

/**
 * The ramp of levels 0..`top`: one hue, from the theme's own accent, mixed into
 * the card's color. Level 0 is neutral. Text on it is black or white, whichever
 * contrasts more; of two such the better one always has at least 4.58 : 1.
 *
 * @internal
 */
export function levelColors(theme: Theme, top: number = 4): Swatch[] {
  const ramps = rampsOf.get(theme) ?? new Map<number, Swatch[]>();
  const ramp = ramps.get(top) ?? makeRamp(theme, top);
  rampsOf.set(theme, ramps.set(top, ramp));
  return ramp;
}

function makeRamp(theme: Theme, top: number): Swatch[] {
  const { background, primary, text, type } = theme.palette;
  const first = FIRST_STEP[type];
  return Array.from({ length: top + 1 }, (_, level) => {
    const share = first + ((1 - first) * (level - 1)) / Math.max(1, top - 1);
    const surface =
      level === 0
        ? mix(text.primary, background.paper, NEUTRAL_STEP[type])
        : mix(primary.main, background.paper, share);
    return { background: surface, color: readableText(theme, surface) };
  });
}

/** The one emphasis beside the accent: where the time is lost. @internal */
export function emphasisColors(theme: Theme): Swatch {
  const surface = mix(
    theme.palette.warning.main,
    theme.palette.background.paper,
    theme.palette.type === 'dark' ? 0.85 : 0.55,
  );
  return { background: surface, color: readableText(theme, surface) };
}

/** Neutral steps, light to strong, for the parts of a whole that are not emphasized. @internal */
export function neutralColors(theme: Theme, count: number): Swatch[] {
  return Array.from({ length: count }, (_, index) => {
    const surface = mix(
      theme.palette.text.primary,
      theme.palette.background.paper,
      0.1 + (0.32 * index) / Math.max(1, count - 1),
    );
    return { background: surface, color: readableText(theme, surface) };
  });
}

/** A faint tint of a palette color, for rows and chips. @internal */
export function tint(theme: Theme, color: string, share: number): string {
  return mix(color, theme.palette.background.paper, share);
}

/** `color`, darker or lighter until it can be read on cards, on their striped rows too. @internal */
export function readable(theme: Theme, color: string): string {
  const surface = theme.palette.background.paper;
  const change = theme.palette.type === 'dark' ? lighten : darken;
  for (let amount = 0; amount < 1; amount += 0.05) {
    const candidate = change(color, amount);
    if (getContrastRatio(candidate, surface) >= TEXT_CONTRAST) {
      return candidate;
    }
  }
  return theme.palette.text.primary;
}

function readableText(theme: Theme, surface: string): string {
  const { black, white } = theme.palette.common;
  return getContrastRatio(black, surface) >= getContrastRatio(white, surface)
    ? black
    : white;
}

/** `share` of `color` over `base`, opaque, so that contrast can be computed. */
function mix(color: string, base: string, share: number): string {
  const over = decomposeColor(color);
  const under = decomposeColor(base).values;
  const alpha = share * (over.values[3] ?? 1);
  return recomposeColor({
    type: 'rgb',
    values: [0, 1, 2].map(channel =>
      Math.round(over.values[channel] * alpha + under[channel] * (1 - alpha)),
    ) as [number, number, number],
  });
}
