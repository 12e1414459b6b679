// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import {
  check,
  countJest,
  countNodeTests,
  reportFile,
  Tally,
} from '../lib/checks.mjs';
import { installPackages } from '../lib/packages.mjs';
import { fromRoot } from '../lib/paths.mjs';
import { withPostgres } from '../lib/postgres.mjs';
import { useToolchain } from '../lib/toolchain.mjs';

const STEPS = 9;

const HELP = `Runs every check and test that needs no browser.

  npm test                     formatting, lint, types, import rules, all tests
  npm test -- <pattern> …      only the unit and integration tests of matching files
`;

export async function run(args) {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(HELP);
    return 0;
  }
  const toolchain = await useToolchain(STEPS);
  await installPackages(`3/${STEPS} Packages`, toolchain);

  return (await runChecks(toolchain, args)).close();
}

/** The checks and tests, counted. */
export async function runChecks(toolchain, args = [], steps = STEPS) {
  const tally = new Tally();
  const label = number => `${number}/${steps}`;
  if (args.length === 0) {
    for (const [index, { name, command, ...options }] of CHECKS.entries()) {
      tally.add(
        await check(label(index + 4), name, toolchain, command, options),
      );
    }
  }
  tally.add(await unitTests(label(STEPS), toolchain, args));
  return tally;
}

const bin = (name, file) => fromRoot('node_modules', name, file);
const backstage = bin('@backstage/cli', 'bin/backstage-cli');

const CHECKS = [
  {
    name: 'Formatting',
    command: [bin('prettier', 'bin-prettier.js'), '--check', '.'],
  },
  {
    name: 'Lint and import rules',
    command: [backstage, 'repo', 'lint', '--max-warnings', '0'],
  },
  {
    name: 'Types',
    command: [bin('typescript', 'bin/tsc'), '--pretty', 'false'],
  },
  {
    name: 'Circular imports',
    command: [
      bin('madge', 'bin/cli.js'),
      '--circular',
      '--no-spinner',
      '--extensions',
      'ts,tsx',
      '--exclude',
      '(\\.test\\.|node_modules|dist|dist-types)',
      'plugins',
      'packages',
    ],
  },
  {
    name: 'Tooling',
    command: ['--test', '--test-reporter=tap', ...toolingTests()],
    count: countNodeTests,
  },
];

function toolingTests() {
  return fs
    .readdirSync(fromRoot('scripts/tests'))
    .filter(file => file.endsWith('.test.mjs'))
    .map(file => fromRoot('scripts/tests', file));
}

async function unitTests(label, toolchain, patterns) {
  const report = reportFile('jest.json');
  let suites = 0;
  return withPostgres(connection =>
    check(
      label,
      'Unit and integration tests, on SQLite and PostgreSQL',
      toolchain,
      [
        backstage,
        'repo',
        'test',
        '--watchAll=false',
        '--maxWorkers=2',
        '--json',
        `--outputFile=${report}`,
        ...patterns,
      ],
      {
        environment: {
          CI: 'true',
          BACKSTAGE_TEST_DISABLE_DOCKER: '1',
          BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: connection,
        },
        count: countJest(report),
        onLine: (line, progress) => {
          if (/^(PASS|FAIL) /.test(line)) {
            suites += 1;
            progress.detail(`${suites} files`);
          }
        },
      },
    ),
  );
}
