// SPDX-License-Identifier: Apache-2.0

/** Characters that make spreadsheets take a cell for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * One line of CSV after RFC 4180. Text that a spreadsheet would execute is shown as text; numbers stay numbers.
 *
 * @internal
 */
export function csvLine(
  cells: (string | number | boolean | undefined)[],
): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string | number | boolean | undefined): string {
  if (cell === undefined) {
    return '';
  }
  if (typeof cell !== 'string') {
    return String(cell);
  }
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
