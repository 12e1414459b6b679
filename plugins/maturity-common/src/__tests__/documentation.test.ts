// SPDX-License-Identifier: Apache-2.0
/* eslint-disable no-restricted-imports -- a test may read files, the package itself never does */
import { readFileSync } from 'fs';
import { resolve } from 'path';
import { defaultModel, measures } from '..';

/** The cells of the rows of tables with so many columns in a page of `docs`, heads and rules included. */
function rowsOf(page: string, columns: number): string[][] {
  return readFileSync(resolve(__dirname, '../../../../docs', page), 'utf8')
    .split('\n')
    .filter(line => line.startsWith('|'))
    .map(line => line.split('|').map(cell => cell.trim()))
    .filter(cells => cells.length === columns + 2)
    .map(cells => cells.slice(1, -1));
}

/** `docs/model.md` prints the default ladders; whoever changes one of both must change the other. */
it('prints the default ladders as they are', () => {
  const printed = rowsOf('model.md', 6)
    .filter(([name]) => !/^[*-]/.test(name))
    .map(([name, , ...steps]) => ({
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

/** `docs/concepts.md` prints which reach each measure needs; a new measure has a row there. */
it('prints what each measure needs of its sources', () => {
  const printed = rowsOf('concepts.md', 3)
    .filter(([, id]) => /^`.*`$/.test(id))
    .map(([title, id, needs]) => ({
      title,
      id: id.slice(1, -1),
      needs: [...needs.matchAll(/`([^`]*)`/g)].map(([, kind]) => kind).sort(),
    }));

  expect(printed).toEqual(
    measures.map(({ meta: { id, title, needs } }) => ({
      title,
      id,
      needs: [...needs].sort(),
    })),
  );
});
