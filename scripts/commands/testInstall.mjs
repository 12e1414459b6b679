// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { admitReleases } from '../lib/admitReleases.mjs';
import { requireDiskSpace } from '../lib/disk.mjs';
import { UserError } from '../lib/errors.mjs';
import { FreshApp } from '../lib/freshApp.mjs';
import { readBlocks } from '../lib/guide.mjs';
import { lintArchives } from '../lib/lintArchives.mjs';
import { fromCaller, fromRoot } from '../lib/paths.mjs';
import { freePort } from '../lib/ports.mjs';
import { withPostgres } from '../lib/postgres.mjs';
import { onSignal, stop } from '../lib/processes.mjs';
import { step } from '../lib/progress.mjs';
import { PortalProbe } from '../lib/portalProbe.mjs';
import { useToolchain } from '../lib/toolchain.mjs';
import { describeArchives, packInto, withVersion } from './pack.mjs';

const SECTION = 'Install it in your Backstage';
const OLD_FRONTEND = 'Apps on the old frontend system';
const GOOD_TO_KNOW = 'Good to know';
const ENTITY = 'component/default/example-website';

const HELP = `Installs the packed packages into fresh Backstage apps by the README's own code blocks.

  npm run test:install                       packs, then tries both frontend systems (half an hour, 8 GB)
  npm run test:install -- --packages <folder>  takes the archives of an earlier 'npm run pack'
  npm run test:install -- --only new|old       one frontend system
  npm run test:install -- --keep               leaves the apps where they are
`;

export async function run(args) {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(HELP);
    return 0;
  }
  const option = name => args[args.indexOf(name) + 1];
  const only = args.includes('--only') ? option('--only') : undefined;
  const toolchain = await useToolchain(6, { quiet: true });
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'maturity-install-'));
  requireDiskSpace(work, 8);
  const packed = args.includes('--packages')
    ? describeArchives(fromCaller(option('--packages')))
    : await packInto(path.join(work, 'packages'), toolchain);
  const guide = readBlocks(
    fs.readFileSync(fromRoot('README.md'), 'utf8'),
    SECTION,
  );

  console.log(`Working in ${work}`);
  await lintArchives(packed.files, path.join(work, 'lint'), toolchain);
  if (only !== 'old') await tryNewApp(work, toolchain, packed, guide);
  if (only !== 'new') await tryOldApp(work, toolchain, packed, guide);
  if (!args.includes('--keep')) {
    fs.rmSync(work, { recursive: true, force: true });
  }
  console.log('\nEvery code block works.');
  return 0;
}

async function tryNewApp(work, toolchain, packed, guide) {
  const app = await FreshApp.create(path.join(work, 'new-app'), toolchain);
  const port = await freePort();
  const blocks = guide.filter(({ heading }) => heading === SECTION);
  const [adding, backend, access, starting, sending, annotation] = blocks;
  await prepare(app, packed);

  await app.shell('yarn add', withVersions(adding.text, packed));
  app.paste(backend);
  app.paste(access);
  await app.shell('Types of the new app', 'yarn tsc');
  await running(app, starting.text, { port }, async portal => {
    console.log(await app.shell('curl', atPort(sending.text, port)));
    await portal.scored(ENTITY);
  });

  app.paste(annotation);
  const others = [...backend.text.matchAll(/^\/\/ .*'(@.+)'/gm)].map(
    ([, name]) => name,
  );
  await app.shell(
    'yarn add, every source',
    `yarn --cwd packages/backend add ${others
      .map(name => withVersion(name, packed.versions))
      .join(' ')}`,
  );
  app.write(
    'packages/backend/src/index.ts',
    app
      .read('packages/backend/src/index.ts')
      .replace(/^\/\/ (?=backend\.add\()/gm, ''),
  );
  await withPostgres(database =>
    running(app, starting.text, { port, database }, async portal => {
      const byRepository = sending.text.replace(
        /"entityRef": "[^"]+"/,
        '"repository": "github.com/my-org/example-website"',
      );
      console.log(
        await app.shell('curl, by repository', atPort(byRepository, port)),
      );
      await portal.scored(ENTITY);
    }),
  );
  await app.shell('Build of the new app', 'yarn workspace app build');
  requireBundled(app, 'packages/app/dist');

  const known = guide.filter(({ heading }) => heading === GOOD_TO_KNOW);
  known.filter(({ file }) => file).forEach(block => app.paste(block));
  app.restore();
  await app.shell('Uninstall', known.find(({ file }) => !file).text);
  await app.shell(
    'Uninstall the sources',
    `yarn --cwd packages/backend remove ${others.join(' ')}`,
  );
  await app.shell('Types after uninstalling', 'yarn tsc');
}

async function tryOldApp(work, toolchain, packed, guide) {
  const app = await FreshApp.create(path.join(work, 'old-app'), toolchain, [
    '--legacy',
  ]);
  await prepare(app, packed);
  const adding = guide.find(({ heading }) => heading === SECTION);

  await app.shell('yarn add', withVersions(adding.text, packed));
  guide
    .filter(({ heading }) => heading === OLD_FRONTEND)
    .forEach(block => app.paste(block));
  await app.shell('Types of the old app', 'yarn tsc');
  await app.shell('Build of the old app', 'yarn workspace app build');
  requireBundled(app, 'packages/app/dist');
}

/** Adds the resolutions, as 'npm run pack' tells. */
async function prepare(app, { resolutions, packages }) {
  const versions = app.releaseVersions();
  await admitReleases(packages, versions);
  app.resolve({ ...versions, ...resolutions });
}

function withVersions(script, { versions }) {
  return script.replace(/@delivery-maturity\/\S+/g, name =>
    withVersion(name, versions),
  );
}

function atPort(script, port) {
  return script.replaceAll('localhost:7007', `localhost:${port}`);
}

/** The frontend is built instead: its development server would take the rest of the machine. */
async function running(app, script, { port, database }, work) {
  const child = app.start(
    script.replace(/^yarn start$/m, 'exec yarn start backend'),
    {
      APP_CONFIG_backend_baseUrl: JSON.stringify(`http://localhost:${port}`),
      APP_CONFIG_backend_listen_port: String(port),
      ...(database && {
        APP_CONFIG_backend_database_client: '"pg"',
        APP_CONFIG_backend_database_connection: JSON.stringify(database),
      }),
    },
    database ? 'postgres' : 'sqlite',
  );
  const withdraw = onSignal(() => stop(child));
  const progress = step(`Backend on ${database ? 'PostgreSQL' : 'SQLite'}`);
  try {
    const portal = await PortalProbe.open(`http://localhost:${port}`, child);
    progress.done();
    await work(portal);
  } finally {
    progress.stop();
    withdraw();
    await stop(child);
  }
}

function requireBundled(app, folder) {
  if (!app.contains(folder, 'plugin.maturity')) {
    throw new UserError('The built app has no maturity plugin.');
  }
}
