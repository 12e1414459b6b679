// SPDX-License-Identifier: Apache-2.0
const path = require('node:path');
const { builtinModules } = require('node:module');
const createConfig = require('@backstage/cli/config/eslint-factory');
const { backendRooms, commonRooms, zones } = require('./rooms');
const { pureCode } = require('./pureCode');

const scope = '@delivery-maturity';
const common = `${scope}/backstage-plugin-maturity-common`;
const node = `${scope}/backstage-plugin-maturity-node`;

const modules = { mayImport: [common, node] };

/** What differs between the packages; whatever is not named may import as Backstage allows. */
const packages = {
  'maturity-common': {
    mayImport: [],
    isomorphic: true,
    zones: commonRooms,
    overrides: [pureCode],
  },
  'maturity-node': { mayImport: [common] },
  'maturity-backend': {
    mayImport: [common, node],
    zones: backendRooms,
    // `no-restricted-imports` is replaced as a whole, so the patterns are repeated.
    overrides: [
      {
        files: ['src/router/**/*.ts'],
        excludedFiles: ['**/*.test.ts'],
        rules: {
          'no-restricted-imports': [
            'error',
            {
              paths: ['knex', 'better-sqlite3', 'pg'].map(name => ({
                name,
                message:
                  'Routers know no SQL: parse, make one service call, send.',
              })),
              patterns: [`${scope}/*`, `!${common}`, `!${node}`],
            },
          ],
        },
      },
    ],
  },
  'maturity-backend-module-github': modules,
  'maturity-backend-module-gitlab': modules,
  'maturity-backend-module-scaffolder': modules,
  'maturity-frontend': { mayImport: [common] },
};

/**
 * The configuration of one package: Backstage's, plus the import rules of
 * `docs/architecture.md`.
 */
module.exports = function createPackageConfig(directory) {
  const own = packages[path.basename(directory)] ?? {};
  return createConfig(directory, {
    settings: {
      'import/resolver': {
        node: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
      },
    },
    rules: {
      '@backstage/no-mixed-plugin-imports': 'error',
      ...(own.zones && {
        'import/no-restricted-paths': [
          'error',
          { zones: zones(directory, own.zones) },
        ],
      }),
    },
    restrictedImports: own.isomorphic ? builtinModules : [],
    restrictedImportPatterns: [
      ...(own.mayImport
        ? [`${scope}/*`, ...own.mayImport.map(name => `!${name}`)]
        : []),
      ...(own.isomorphic ? ['node:*', 'react', 'react-*'] : []),
    ],
    overrides: own.overrides,
  });
};
