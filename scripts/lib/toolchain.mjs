// SPDX-License-Identifier: Apache-2.0
import childProcess from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { explain, UserError } from './errors.mjs';
import { npm } from './npm.mjs';
import { fromRoot } from './paths.mjs';
import { requireDiskSpace } from './disk.mjs';
import { step } from './progress.mjs';

const NODE_MAJOR = 22;
const NODE_VERSION = '22.23.3';
const YARN_VERSION = '4.18.1';
const windows = process.platform === 'win32';

const folder = fromRoot('.toolchain');
const modules = path.join(folder, 'node_modules');
const yarnScript = path.join(modules, '@yarnpkg/cli-dist/bin/yarn.js');

/** Set for programs that already run on the right Node. */
const MARK = 'DELIVERY_MATURITY_NODE';

/**
 * Makes sure that Node 22 and Yarn are there and that the caller runs on that
 * Node: where it does not, the same command is started again on it and its
 * exit code ends this process. `quiet` says nothing where nothing is to be done.
 */
export async function useToolchain(steps, { quiet = false } = {}) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const nodePackage = `node-${platform}-${process.arch}`;
  const own = ownNode(nodePackage);
  const suitable = process.env[MARK] ? process.execPath : findNode(own);

  if (!process.env[MARK]) {
    await ensure(
      `1/${steps} Node ${NODE_MAJOR}`,
      suitable,
      () => {
        requireGlibc();
        return `${nodePackage}@${NODE_VERSION}`;
      },
      quiet,
    );
    await ensure(
      `2/${steps} Yarn ${YARN_VERSION}`,
      hasYarn() && yarnScript,
      () => `@yarnpkg/cli-dist@${YARN_VERSION}`,
      quiet,
    );
  }
  const node = suitable ?? own;
  if (!fs.existsSync(node)) {
    throw new UserError(
      `npm installed '${nodePackage}' without a usable Node. Remove the folder '.toolchain' and run the command again.`,
    );
  }
  if (node !== process.execPath) {
    process.exit(await again(node));
  }
  return { node, yarn: yarnScript, environment: environmentFor(node) };
}

function findNode(own) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major === NODE_MAJOR && (windows || hasHeaders(process.execPath))) {
    return process.execPath;
  }
  return isWhole(own) ? own : undefined;
}

/** npm lists a package only once all of it is there, so one that was cut off is not taken for whole. */
function isWhole(file) {
  const name = path.relative(modules, file).split(path.sep)[0];
  try {
    const { packages } = JSON.parse(
      fs.readFileSync(path.join(modules, '.package-lock.json'), 'utf8'),
    );
    return Boolean(packages[`node_modules/${name}`]) && fs.existsSync(file);
  } catch {
    return false;
  }
}

function ownNode(nodePackage) {
  return path.join(modules, nodePackage, 'bin', windows ? 'node.exe' : 'node');
}

/** The SQLite driver may have to be compiled, which takes the headers of the same Node. */
function hasHeaders(node) {
  return fs.existsSync(path.join(prefixOf(node), 'include/node/node.h'));
}

function prefixOf(node) {
  return path.resolve(path.dirname(fs.realpathSync(node)), '..');
}

function hasYarn() {
  try {
    const manifest = path.join(modules, '@yarnpkg/cli-dist/package.json');
    return JSON.parse(fs.readFileSync(manifest)).version === YARN_VERSION;
  } catch {
    return false;
  }
}

async function ensure(label, present, packageName, quiet) {
  if (present) {
    if (!quiet) console.log(`${label} is there`);
    return;
  }
  const name = packageName();
  requireDiskSpace(folder, 0.5);
  const progress = step(label);
  fs.mkdirSync(folder, { recursive: true });
  // What was cut off looks whole to npm, which would leave it as it is.
  fs.rmSync(path.join(modules, name.slice(0, name.lastIndexOf('@'))), {
    recursive: true,
    force: true,
  });
  const { code, output } = await npm([
    'install',
    '--prefix',
    folder,
    '--no-save',
    '--no-audit',
    '--no-fund',
    // Where there is no network, it says so after seconds instead of minutes.
    '--fetch-retry-mintimeout=2000',
    '--fetch-retry-maxtimeout=10000',
    ...(await keep(name)),
  ]);
  if (code !== 0) {
    progress.failed();
    throw new UserError(
      /E404|ETARGET|EBADPLATFORM/.test(output)
        ? `There is no ready Node ${NODE_MAJOR} for ${process.platform} on ${process.arch}. Install Node ${NODE_MAJOR} yourself and run the command again.`
        : explain(output) ??
          `npm could not install '${name}':\n${tail(output)}`,
    );
  }
  progress.done();
}

/** npm removes what an unsaved installation does not name again. */
async function keep(name) {
  const names = [name];
  for (const entry of fs.existsSync(modules) ? fs.readdirSync(modules) : []) {
    if (entry.startsWith('node-') && !name.startsWith(entry)) {
      names.push(`${entry}@${NODE_VERSION}`);
    }
  }
  if (hasYarn() && !name.startsWith('@yarnpkg')) {
    names.push(`@yarnpkg/cli-dist@${YARN_VERSION}`);
  }
  return names;
}

function requireGlibc() {
  if (
    process.platform === 'linux' &&
    !process.report.getReport().header.glibcVersionRuntime
  ) {
    throw new UserError(
      `This Linux uses musl instead of glibc (Alpine does), for which npm has no ready Node ${NODE_MAJOR}. Install Node ${NODE_MAJOR} with its headers yourself and run the command again.`,
    );
  }
}

/** Node first on the path, so that every program below runs on it. */
function environmentFor(node) {
  const key =
    Object.keys(process.env).find(name => name.toUpperCase() === 'PATH') ??
    'PATH';
  return {
    ...process.env,
    [MARK]: process.versions.node,
    [key]: [
      path.dirname(node),
      fromRoot('node_modules/.bin'),
      path.join(modules, '.bin'),
      process.env[key],
    ].join(path.delimiter),
    ...(hasHeaders(node) && { npm_config_nodedir: prefixOf(node) }),
  };
}

const CRASHES = ['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGABRT'];
const REPAIR =
  "Remove the folder '.toolchain' and run the command again, which installs it anew.";

async function again(node) {
  const child = childProcess.spawn(node, process.argv.slice(1), {
    stdio: 'inherit',
    env: environmentFor(node),
  });
  // A terminal sends Ctrl-C to both processes; a plain kill reaches this one only.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  return new Promise(resolve => {
    child.once('error', error => {
      console.error(
        `Node ${NODE_MAJOR} could not be started: ${error.message}. ${REPAIR}`,
      );
      resolve(1);
    });
    child.once('exit', (code, signal) => {
      if (CRASHES.includes(signal)) {
        console.error(`Node ${NODE_MAJOR} crashed (${signal}). ${REPAIR}`);
      }
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

export function tail(output, lines = 25) {
  return output.trimEnd().split('\n').slice(-lines).join('\n');
}
