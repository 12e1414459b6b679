// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import { createOpenApiDocument } from './createOpenApiDocument';

const FILE = resolve(__dirname, 'openapi.yaml');

const HEADER = `# SPDX-License-Identifier: Apache-2.0
# Made from the contract in maturity-common/src/api; \`UPDATE_OPENAPI=1\` with this folder's test writes it anew.
`;

describe('openapi.yaml', () => {
  it('is what the contract says', async () => {
    const text =
      HEADER +
      stringify(createOpenApiDocument(), {
        aliasDuplicateObjects: false,
        lineWidth: 100,
      });
    if (process.env.UPDATE_OPENAPI) {
      await writeFile(FILE, text);
    }
    expect(await readFile(FILE, 'utf8')).toBe(text);
  });
});
