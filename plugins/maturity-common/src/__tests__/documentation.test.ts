// SPDX-License-Identifier: Apache-2.0
/* eslint-disable no-restricted-imports -- a test may read files, the package itself never does */
import { readFileSync } from 'fs';
import { resolve } from 'path';
import { defaultModel } from '..';

/** `docs/model.md` prints the default ladders; whoever changes one of both must change the other. */
it('prints the default ladders as they are', () => {
  const page = readFileSync(
    resolve(__dirname, '../../../../docs/model.md'),
    'utf8',
  );
  const printed = page
    .split('\n')
    .filter(line => /^\| [^*-]/.test(line))
    .map(line => line.split('|').map(cell => cell.trim()))
    .filter(cells => cells.length === 8)
    .map(([, name, , ...steps]) => ({
      required: / R$/.test(name),
      ladder: steps.slice(0, 4).map(step => {
        if (step === '–') return null;
        return step === 'yes' ? 1 : Number(step);
      }),
    }))
    .filter(({ ladder }) => !ladder.some(Number.isNaN));
  const graded = defaultModel.dimensions
    .flatMap(({ checks }) => checks)
    .filter(check => check.graded);

  // The first row is the head: its steps are 1 to 4.
  expect(printed.slice(1)).toEqual(
    graded.map(({ required, thresholds }) => ({
      required,
      ladder: thresholds,
    })),
  );
});
