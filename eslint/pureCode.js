// SPDX-License-Identifier: Apache-2.0
const { pureRooms } = require('./rooms');

const noClock =
  'The core has no clock: take the instant as a parameter, so that the same records give the same result on any day.';
const noChance = 'The core has no randomness: derive ids from the records.';
const noWaiting =
  'The core does no I/O and never waits: hand it the data instead.';

/** Forbids the core whatever would make its answers depend on more than its arguments. */
const pureCode = {
  files: pureRooms.map(room => `src/${room}/**/*.ts`),
  excludedFiles: ['**/*.test.ts', '**/__fixtures__/**', '**/__testUtils__/**'],
  rules: {
    'no-restricted-syntax': [
      'error',
      ...[
        'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
        'CallExpression[callee.name="Date"]',
        'NewExpression[callee.name="Date"][arguments.length=0]',
        'CallExpression[callee.object.name="DateTime"][callee.property.name="now"]',
        'CallExpression[callee.object.name="DateTime"][callee.property.name=/^(local|utc)$/][arguments.length=0]',
      ].map(selector => ({ selector, message: noClock })),
      {
        selector:
          'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
        message: noChance,
      },
      ...[
        ':function[async=true]',
        'AwaitExpression',
        'ImportExpression',
        'NewExpression[callee.name="Promise"]',
        'MemberExpression[object.name="Promise"]',
      ].map(selector => ({ selector, message: noWaiting })),
    ],
    'no-restricted-globals': [
      'error',
      ...['performance'].map(name => ({ name, message: noClock })),
      ...['crypto'].map(name => ({ name, message: noChance })),
      ...[
        'fetch',
        'process',
        'require',
        'console',
        'localStorage',
        'window',
        'document',
        'setTimeout',
        'setInterval',
        'setImmediate',
        'queueMicrotask',
      ].map(name => ({ name, message: noWaiting })),
    ],
  },
};

module.exports = { pureCode };
