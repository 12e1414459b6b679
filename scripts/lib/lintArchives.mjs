// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { UserError } from './errors.mjs';
import { npm } from './npm.mjs';
import { capture } from './processes.mjs';
import { step } from './progress.mjs';

/** What Backstage's own build makes of every package; CONTRIBUTING.md says why. */
const BY_BACKSTAGE = {
  publint: [
    'CJS_WITH_ESMODULE_DEFAULT_EXPORT',
    'EXPORTS_TYPES_SHOULD_BE_FIRST',
    'EXPORTS_VALUE_INVALID',
    'FILE_INVALID_FORMAT',
    'TYPES_NOT_EXPORTED',
    'USE_TYPE',
  ],
  attw: [
    'cjs-only-exports-default',
    'fallback-condition',
    'named-exports',
    'unexpected-module-syntax',
  ],
};

/** Checks that archives can be resolved by Node, bundlers and TypeScript. */
export async function lintArchives(files, folder, toolchain) {
  const progress = step('publint and attw');
  fs.mkdirSync(folder, { recursive: true });
  const { code, output } = await npm([
    ...['install', '--prefix', folder, '--no-audit', '--no-fund'],
    ...['publint@0.3.25', '@arethetypeswrong/cli@0.18.5'],
  ]);
  if (code !== 0) throw new UserError(output);
  const modules = path.join(folder, 'node_modules');
  const problems = [];
  for (const file of files) {
    const found = [
      ...(await runPublint(modules, file)),
      ...(await runAttw(modules, file, toolchain)),
    ];
    problems.push(...found.map(text => `${path.basename(file)}: ${text}`));
  }
  if (problems.length > 0) {
    progress.failed();
    throw new UserError(problems.join('\n'));
  }
  progress.done();
}

async function runPublint(modules, file) {
  const { publint } = await import(
    pathToFileURL(path.join(modules, 'publint/src/index-node.js')).href
  );
  const { messages } = await publint({
    pack: { tarball: new Uint8Array(fs.readFileSync(file)).buffer },
  });
  return messages
    .filter(
      ({ code, path: at }) =>
        !BY_BACKSTAGE.publint.includes(code) ||
        (code === 'EXPORTS_VALUE_INVALID' && at.at(-1) !== 'backstage'),
    )
    .map(({ code, path: at }) => `${code} at ${at.join('.')}`);
}

async function runAttw(modules, file, toolchain) {
  const { code, output } = await capture(
    toolchain.node,
    [
      path.join(modules, '@arethetypeswrong/cli/dist/index.js'),
      ...[file, '--profile', 'node16', '--format', 'ascii', '--no-emoji'],
      ...['--ignore-rules', ...BY_BACKSTAGE.attw],
    ],
    { env: toolchain.environment },
  );
  return code === 0 ? [] : [output];
}
