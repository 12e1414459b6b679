// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import childProcess from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { explain } from '../lib/errors.mjs';
import { fromRoot } from '../lib/paths.mjs';
import { freePort } from '../lib/ports.mjs';
import {
  claimDataFolder,
  readSecrets,
  writeStartConfig,
} from '../lib/settings.mjs';

function startPortal(...args) {
  return new Promise(resolve => {
    childProcess.execFile(
      process.execPath,
      [fromRoot('scripts/start.mjs'), ...args],
      { env: { ...process.env, INIT_CWD: os.tmpdir() } },
      (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, output: stdout + stderr }),
    );
  });
}

test('a failed command fails, even where a library ends the process its own way', async () => {
  const probe = `
    import { launch } from ${JSON.stringify(
      pathToFileURL(fromRoot('scripts/lib/launch.mjs')).href,
    )};
    process.on('beforeExit', () => process.exit(0));
    launch(async () => ({ run: async () => 1 }));
  `;
  const code = await new Promise(resolve => {
    childProcess.execFile(
      process.execPath,
      ['--input-type=module', '--eval', probe],
      error => resolve(error?.code ?? 0),
    );
  });

  assert.equal(code, 1);
});

test('a taken port gets a sentence that names it and the way out', async () => {
  const server = net.createServer();
  const port = await freePort();
  await new Promise(resolve => server.listen(port, '127.0.0.1', resolve));

  const { code, output } = await startPortal('--port', String(port));
  server.close();

  assert.equal(code, 1);
  assert.match(output, new RegExp(`Port ${port}, .* is taken`));
  assert.match(output, /npm start -- --port \d+/);
  assert.doesNotMatch(output, /^ +at /m);
});

test('a missing catalog file is named before anything is started', async () => {
  const { code, output } = await startPortal('--catalog', 'no-such.yaml');

  assert.equal(code, 1);
  assert.match(output, /The file 'no-such.yaml' does not exist/);
});

test('a folder where a file or a folder cannot be is named without a stack', async t => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'maturity-start-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'file');
  fs.writeFileSync(file, '');

  const catalog = await startPortal('--catalog', folder);
  assert.equal(catalog.code, 1);
  assert.match(catalog.output, /is a folder, but a file is needed/);

  const failure = await new Promise(resolve => {
    const settings = pathToFileURL(fromRoot('scripts/lib/settings.mjs')).href;
    const probe = `
      import { launch } from ${JSON.stringify(
        pathToFileURL(fromRoot('scripts/lib/launch.mjs')).href,
      )};
      launch(async () => ({
        run: async () =>
          (await import(${JSON.stringify(
            settings,
          )})).readSecrets(${JSON.stringify(file)}),
      }));
    `;
    childProcess.execFile(
      process.execPath,
      ['--input-type=module', '--eval', probe],
      (error, stdout, stderr) => resolve(stdout + stderr),
    );
  });
  assert.match(
    failure,
    /'.*file' could not be used\. A folder is needed there/,
  );
  assert.doesNotMatch(failure, /^ +at /m);
});

test('two portals do not share a data folder, and one that is gone does not count', async t => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'maturity-start-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  const running = path.join(folder, 'running.json');
  const ended = childProcess.spawnSync(process.execPath, ['--version']).pid;

  fs.writeFileSync(running, JSON.stringify({ pid: process.ppid }));
  assert.throws(() => claimDataFolder(folder), /Another portal .* --data/);

  fs.writeFileSync(running, JSON.stringify({ pid: ended }));
  claimDataFolder(folder);
  assert.equal(JSON.parse(fs.readFileSync(running, 'utf8')).pid, process.pid);
});

test('secrets that were cut off are made anew', t => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'maturity-start-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  fs.writeFileSync(path.join(folder, 'secrets.json'), '{"inge');

  assert.equal(readSecrets(folder).ingestToken.length, 48);
});

test('an unknown option is answered with the options there are', async () => {
  const { code, output } = await startPortal('--catalogue', 'a.yaml');

  assert.equal(code, 1);
  assert.match(output, /Unknown option '--catalogue'/);
  assert.match(output, /--catalog <file>/);
});

const CAUSES = [
  ['npm error code ENOSPC', /no space left on the disk/],
  [
    'getaddrinfo ENOTFOUND registry.example.com',
    /registry could not be reached/,
  ],
  ['connect ECONNREFUSED 127.0.0.1:4873', /registry could not be reached/],
  ['npm error code SELF_SIGNED_CERT_IN_CHAIN', /certificate .* not trusted/],
  ['gyp ERR! find Python', /C\+\+ compiler/],
];

for (const [output, sentence] of CAUSES) {
  test(`'${output}' is explained`, () => {
    assert.match(explain(output), sentence);
  });
}

test('secrets are made once, and no configuration file holds them', t => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'maturity-start-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));

  const secrets = readSecrets(folder);
  const file = writeStartConfig(folder, {
    port: 3100,
    backendPort: 7107,
    catalog: [fromRoot('catalog-info.yaml')],
    example: false,
  });

  assert.deepEqual(readSecrets(folder), secrets);
  const text = fs.readFileSync(file, 'utf8');
  for (const secret of Object.values(secrets)) {
    assert.ok(!text.includes(secret));
  }
  const config = JSON.parse(text);
  assert.equal(config.maturityExample.enabled, false);
  assert.equal(config.app.baseUrl, 'http://localhost:3100');
  assert.deepEqual(config.catalog.locations.at(-1), {
    type: 'file',
    target: fromRoot('catalog-info.yaml'),
  });
});
