// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fromRoot } from '../lib/paths.mjs';

const require = createRequire(import.meta.url);
const { ESLint } = require('eslint');

// Backstage's rules find the packages from the folder of each package.
const linters = new Map();

async function lint(file, code) {
  const [group, name, ...rest] = file.split('/');
  const cwd = fromRoot(group, name);
  if (!linters.has(cwd)) linters.set(cwd, new ESLint({ cwd }));
  const [result] = await linters
    .get(cwd)
    .lintText(`${code}\n`, { filePath: fromRoot(group, name, ...rest) });
  return result.messages.map(message => message.ruleId);
}

const CORE = 'plugins/maturity-common/src/scoring/sample.ts';
const BACKEND = 'plugins/maturity-backend/src';

const FORBIDDEN = [
  [
    'the clock in the core',
    CORE,
    'export const a = Date.now();',
    'no-restricted-syntax',
  ],
  [
    'a new Date in the core',
    CORE,
    'export const a = new Date();',
    'no-restricted-syntax',
  ],
  [
    "Luxon's clock in the core",
    CORE,
    "import { DateTime } from 'luxon';\n\nexport const a = DateTime.now();",
    'no-restricted-syntax',
  ],
  [
    'randomness in the core',
    CORE,
    'export const a = Math.random();',
    'no-restricted-syntax',
  ],
  [
    'async code in the core',
    CORE,
    'export async function a() {}',
    'no-restricted-syntax',
  ],
  [
    'fetch in the core',
    CORE,
    "export const a = fetch('x');",
    'no-restricted-globals',
  ],
  [
    'the environment in the core',
    CORE,
    'export const a = process.env.A;',
    'no-restricted-globals',
  ],
  [
    "Node's modules in common",
    'plugins/maturity-common/src/api/sample.ts',
    "import fs from 'node:fs';\n\nexport const a = fs;",
    'no-restricted-imports',
  ],
  [
    'the API in the core',
    CORE,
    "import { API_VERSION } from '../api';\n\nexport const a = API_VERSION;",
    'import/no-restricted-paths',
  ],
  [
    'the wiring in a use case',
    `${BACKEND}/ingest/sample.ts`,
    "import { maturityPlugin } from '../plugin';\n\nexport const a = maturityPlugin;",
    'import/no-restricted-paths',
  ],
  [
    'a use case in the store',
    `${BACKEND}/store/sample.ts`,
    "import * as ingest from '../ingest/types';\n\nexport const a = ingest;",
    'import/no-restricted-paths',
  ],
  [
    'SQL in a router',
    `${BACKEND}/router/sample.ts`,
    "import { knex } from 'knex';\n\nexport const a = knex;",
    'no-restricted-imports',
  ],
  [
    'the backend in the frontend',
    'plugins/maturity-frontend/src/sample.ts',
    "import { maturityPlugin } from '@delivery-maturity/backstage-plugin-maturity-backend';\n\nexport const a = maturityPlugin;",
    '@backstage/no-mixed-plugin-imports',
  ],
  [
    'the backend in a module',
    'plugins/maturity-backend-module-github/src/sample.ts',
    "import { maturityPlugin } from '@delivery-maturity/backstage-plugin-maturity-backend';\n\nexport const a = maturityPlugin;",
    'no-restricted-imports',
  ],
  [
    'the node library in common',
    'plugins/maturity-common/src/api/sample.ts',
    "import * as node from '@delivery-maturity/backstage-plugin-maturity-node';\n\nexport const a = node;",
    'no-restricted-imports',
  ],
];

for (const [what, file, code, rule] of FORBIDDEN) {
  test(`lint refuses ${what}`, async () => {
    const rules = await lint(file, code);
    assert.ok(rules.includes(rule), `got ${JSON.stringify(rules)}`);
  });
}

const ALLOWED = [
  [
    'a given instant in the core',
    CORE,
    'export const a = (now: number) => new Date(now);',
  ],
  [
    'the clock in a test of the core',
    'plugins/maturity-common/src/scoring/sample.test.ts',
    'export const a = Date.now();',
  ],
  [
    'common in a module',
    'plugins/maturity-backend-module-github/src/sample.ts',
    "import * as common from '@delivery-maturity/backstage-plugin-maturity-common';\n\nexport const a = common;",
  ],
];

for (const [what, file, code] of ALLOWED) {
  test(`lint accepts ${what}`, async () => {
    assert.deepEqual(await lint(file, code), []);
  });
}
