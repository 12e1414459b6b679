// SPDX-License-Identifier: Apache-2.0
import { installPackages } from '../lib/packages.mjs';
import { fromRoot, root } from '../lib/paths.mjs';
import { withPostgres } from '../lib/postgres.mjs';
import { onSignal, start, stop } from '../lib/processes.mjs';
import { useToolchain } from '../lib/toolchain.mjs';

const STEPS = 3;

const HELP = `Measures the backend on SQLite and PostgreSQL, beside floors measured in the same run.

  npm run bench                                1,000 and 10,000 entities, about ten minutes
  npm run bench -- --quick                     200 and 1,000 entities
  npm run bench -- --entities 500,5000         other numbers of entities
  npm run bench -- --deployments 20            deployments of each entity (100)
  npm run bench -- --database postgresql       one database alone (sqlite, postgresql)
  npm run bench -- --out <file>                where the figures go as JSON (.data/bench.json)
`;

export async function run(args) {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(HELP);
    return 0;
  }
  const toolchain = await useToolchain(STEPS, { quiet: true });
  await installPackages(`3/${STEPS} Packages`, toolchain, { quiet: true });
  const needsPostgres = args[args.indexOf('--database') + 1] !== 'sqlite';
  const bench = connection => measure(toolchain, args, connection);
  // As durable as an installation is: the figures would flatter otherwise.
  return needsPostgres ? withPostgres(bench, { durable: true }) : bench();
}

async function measure(toolchain, args, connection) {
  const child = start(
    toolchain.node,
    [
      '--require',
      fromRoot('node_modules/@backstage/cli/config/nodeTransform.cjs'),
      fromRoot('plugins/maturity-backend/bench/index.ts'),
      ...args,
    ],
    {
      stdio: 'inherit',
      cwd: fromRoot('plugins/maturity-backend'),
      env: {
        ...toolchain.environment,
        INIT_CWD: process.env.INIT_CWD ?? process.cwd(),
        MATURITY_HOME: root,
        ...(connection && { BENCH_POSTGRES: connection }),
      },
    },
  );
  onSignal(() => stop(child));
  const { code } = await child.ended;
  return code;
}
