// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { capture } from './processes.mjs';
import { explain, UserError } from './errors.mjs';

/** Runs npm, wherever this script was started from. */
export async function npm(args, options) {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.[cm]?js$/.test(script)) {
    return capture(process.execPath, [script, ...args], options);
  }
  // Beside Node on Windows, where a shell would split a path with spaces.
  const beside = path.join(
    path.dirname(process.execPath),
    'node_modules/npm/bin/npm-cli.js',
  );
  if (fs.existsSync(beside)) {
    return capture(process.execPath, [beside, ...args], options);
  }
  return capture('npm', args, {
    shell: process.platform === 'win32',
    ...options,
  });
}

let settings;

/**
 * What npm was told about the way to its registry, in the words of Yarn. It is
 * handed over by environment alone: no file names a host.
 */
export async function registryEnvironment() {
  settings ??= await readSettings();
  return settings;
}

async function readSettings() {
  const { code, output } = await npm(['config', 'list', '--json'], {
    // Warnings would stand between the lines of the answer.
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (code !== 0) {
    throw new UserError(
      explain(output) ??
        'npm could not be started. Install Node with npm from https://nodejs.org and run the command again.',
    );
  }
  const config = JSON.parse(output.slice(output.indexOf('{')));
  const environment = {};
  const registry = config.registry?.replace(/\/+$/, '');
  if (registry) {
    environment.YARN_NPM_REGISTRY_SERVER = registry;
    if (registry.startsWith('http:')) {
      environment.YARN_UNSAFE_HTTP_WHITELIST = new URL(registry).hostname;
    }
  }
  if (config.cafile && !process.env.NODE_EXTRA_CA_CERTS) {
    environment.NODE_EXTRA_CA_CERTS = config.cafile;
    environment.YARN_HTTPS_CA_FILE_PATH = config.cafile;
  }
  if (config.proxy) environment.YARN_HTTP_PROXY = config.proxy;
  if (config['https-proxy']) {
    environment.YARN_HTTPS_PROXY = config['https-proxy'];
  }
  return environment;
}
