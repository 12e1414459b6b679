#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import childProcess from 'node:child_process';
import { serveApp } from './lib/serveApp.mjs';
import { fromRoot } from './lib/paths.mjs';

/** `node builtApp.mjs <folder> <port> <config> …` builds one app with its configuration and serves it. */
const [folder, port, ...config] = process.argv.slice(2);

const build = childProcess.spawn(
  process.execPath,
  [
    fromRoot('node_modules/@backstage/cli/bin/backstage-cli'),
    'package',
    'build',
    ...config.flatMap(name => ['--config', name]),
  ],
  {
    cwd: folder,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  },
);
const code = await new Promise(resolve => build.once('exit', resolve));
if (code !== 0) process.exit(code ?? 1);
await serveApp(folder, Number(port));
