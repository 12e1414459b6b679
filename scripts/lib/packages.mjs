// SPDX-License-Identifier: Apache-2.0
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { requireDiskSpace } from './disk.mjs';
import { explain, UserError } from './errors.mjs';
import { registryEnvironment } from './npm.mjs';
import { fromRoot } from './paths.mjs';
import { capture } from './processes.mjs';
import { step } from './progress.mjs';
import { tail } from './toolchain.mjs';

const stampFile = fromRoot('node_modules/.installed');

/** Installs what yarn.lock names, unless it is installed already. */
export async function installPackages(
  label,
  toolchain,
  { quiet = false } = {},
) {
  const stamp = currentStamp();
  if (readStamp() === stamp) {
    if (!quiet) console.log(`${label} are there`);
    return;
  }
  requireDiskSpace(fromRoot(), fs.existsSync(fromRoot('node_modules')) ? 1 : 3);
  const progress = step(label);
  const { code, output } = await capture(
    toolchain.node,
    [toolchain.yarn, 'install', '--immutable'],
    {
      cwd: fromRoot(),
      env: {
        ...toolchain.environment,
        ...(await registryEnvironment()),
        YARN_ENABLE_PROGRESS_BARS: 'false',
        YARN_ENABLE_COLORS: 'false',
      },
      onLine: line => {
        const phase = line.match(/┌ (\w+) step/);
        if (phase) progress.detail(phase[1].toLowerCase());
      },
    },
  );
  if (code !== 0) {
    progress.failed();
    throw new UserError(
      `The packages could not be installed. ${
        explain(output) ?? `Yarn said:\n${tail(output)}`
      }`,
    );
  }
  fs.writeFileSync(stampFile, stamp);
  progress.done();
}

function readStamp() {
  try {
    return fs.readFileSync(stampFile, 'utf8');
  } catch {
    return undefined;
  }
}

/** Changes whenever another installation is needed. */
function currentStamp() {
  const hash = crypto.createHash('sha256');
  hash.update(`${process.version} ${process.platform} ${process.arch}`);
  for (const file of manifests()) {
    hash.update(`${file}\n`).update(fs.readFileSync(fromRoot(file)));
  }
  return hash.digest('hex');
}

function manifests() {
  const workspaces = ['packages', 'plugins'].flatMap(group =>
    fs
      .readdirSync(fromRoot(group))
      .sort()
      .map(name => path.join(group, name, 'package.json')),
  );
  return ['package.json', 'yarn.lock', '.yarnrc.yml', ...workspaces].filter(
    file => fs.existsSync(fromRoot(file)),
  );
}
