// SPDX-License-Identifier: Apache-2.0
import { createTheme, getContrastRatio } from '@material-ui/core/styles';
import { palettes } from '@backstage/theme';
import { emphasisColors, levelColors, neutralColors, readable } from './colors';

describe.each(['light', 'dark'] as const)('colors of the %s theme', type => {
  const theme = createTheme({ palette: palettes[type] });

  it('keep text readable on every step of the ramp', () => {
    for (const swatch of [
      ...levelColors(theme),
      ...neutralColors(theme, 5),
      emphasisColors(theme),
    ]) {
      expect(
        getContrastRatio(swatch.color, swatch.background),
      ).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('tell neighboring levels apart', () => {
    const backgrounds = levelColors(theme).map(({ background }) => background);
    expect(new Set(backgrounds).size).toBe(5);
  });

  it('let every level stand out from the card it lies on', () => {
    for (const { background } of levelColors(theme)) {
      expect(
        getContrastRatio(background, theme.palette.background.paper),
      ).toBeGreaterThanOrEqual(1.3);
    }
  });

  it('make every status color readable on a card', () => {
    for (const color of ['error', 'warning', 'success', 'primary'] as const) {
      expect(
        getContrastRatio(
          readable(theme, theme.palette[color].main),
          theme.palette.background.paper,
        ),
      ).toBeGreaterThanOrEqual(4.5);
    }
  });
});
