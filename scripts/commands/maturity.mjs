// SPDX-License-Identifier: Apache-2.0
import childProcess from 'node:child_process';
import { installPackages } from '../lib/packages.mjs';
import { fromRoot, root } from '../lib/paths.mjs';
import { useToolchain } from '../lib/toolchain.mjs';

const STEPS = 3;

/** Runs the command-line client of `packages/cli` from its sources. */
export async function run(args) {
  const toolchain = await useToolchain(STEPS, { quiet: true });
  await installPackages(`3/${STEPS} Packages`, toolchain, { quiet: true });
  const child = childProcess.spawn(
    toolchain.node,
    [
      '--require',
      fromRoot('node_modules/@backstage/cli/config/nodeTransform.cjs'),
      fromRoot('packages/cli/bin/maturity'),
      ...args,
    ],
    {
      stdio: 'inherit',
      env: {
        ...toolchain.environment,
        // Without npm in between, paths are meant from the current folder.
        MATURITY_HOME: root,
        INIT_CWD: process.env.INIT_CWD ?? process.cwd(),
      },
    },
  );
  return new Promise(resolve => {
    child.once('error', error => {
      console.error(`The command could not be started: ${error.message}`);
      resolve(1);
    });
    child.once('exit', code => resolve(code ?? 1));
  });
}
