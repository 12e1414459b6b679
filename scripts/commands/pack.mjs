// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../lib/errors.mjs';
import { installPackages } from '../lib/packages.mjs';
import { fromRoot } from '../lib/paths.mjs';
import { capture } from '../lib/processes.mjs';
import { step } from '../lib/progress.mjs';
import { useToolchain } from '../lib/toolchain.mjs';

const STEPS = 6;

const HELP = `Makes installable archives of all published packages.

  npm run pack                    writes them to .data/packages
  npm run pack -- --out <folder>  writes them elsewhere

Prints what to paste into an app to install them before they are on a registry.
`;

export async function run(args) {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(HELP);
    return 0;
  }
  const at = args.indexOf('--out');
  const out = path.resolve(
    process.env.INIT_CWD ?? process.cwd(),
    at < 0 ? fromRoot('.data/packages') : args[at + 1],
  );
  const toolchain = await useToolchain(STEPS, { quiet: true });
  const { resolutions, versions } = await packInto(out, toolchain);
  console.log(`
The archives are in ${out}. Until the packages are on a registry, add these lines to the "resolutions" of the package.json in the root of your app:

${JSON.stringify(resolutions, null, 2).split('\n').slice(1, -1).join('\n')}

and install with versions, for which Yarn asks no registry:

${PORTAL.map(
  ([workspace, name]) =>
    `yarn --cwd ${workspace} add ${withVersion(name, versions)}`,
).join('\n')}`);
  return 0;
}

/** What an app installs at least, and where. */
const PORTAL = [
  ['packages/backend', '@delivery-maturity/backstage-plugin-maturity-backend'],
  ['packages/app', '@delivery-maturity/backstage-plugin-maturity'],
];

/** Yarn asks the registry for the newest version of a name alone, whatever the resolutions say. */
export function withVersion(name, versions) {
  return `${name}@^${versions[name]}`;
}

/**
 * Builds all published packages and writes their archives.
 *
 * @returns their files, the `resolutions` of an app that installs them, and the version of each package
 */
export async function packInto(out, toolchain) {
  await installPackages(`3/${STEPS} Packages`, toolchain, { quiet: true });
  const backstage = fromRoot('node_modules/@backstage/cli/bin/backstage-cli');
  await must(`4/${STEPS} Types`, toolchain, [
    fromRoot('node_modules/typescript/bin/tsc'),
    '--pretty',
    'false',
  ]);
  await must(`5/${STEPS} Build`, toolchain, [backstage, 'repo', 'build']);

  fs.rmSync(out, { recursive: true, force: true });
  fs.mkdirSync(out, { recursive: true });
  const archives = describeArchives(out);
  for (const { name, folder, file } of archives.packages) {
    await must(
      `6/${STEPS} ${name}`,
      toolchain,
      [toolchain.yarn, 'pack', '--out', file],
      folder,
    );
  }
  return archives;
}

/** The archives in a folder that `packInto` has written. */
export function describeArchives(folder) {
  const packages = publishedPackages().map(entry => ({
    ...entry,
    file: path.join(
      folder,
      `${entry.name.replace(/^@/, '').replace('/', '-')}.tgz`,
    ),
  }));
  const byName = value =>
    Object.fromEntries(packages.map(entry => [entry.name, value(entry)]));
  return {
    packages,
    files: packages.map(({ file }) => file),
    resolutions: byName(({ file }) => `file:${file}`),
    versions: byName(({ version }) => version),
  };
}

/** The packages that a release publishes, wherever they lie. */
function publishedPackages() {
  return ['plugins', 'packages']
    .flatMap(room =>
      fs.readdirSync(fromRoot(room)).map(name => fromRoot(room, name)),
    )
    .filter(folder => fs.existsSync(path.join(folder, 'package.json')))
    .map(folder => ({
      folder,
      ...JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')),
    }))
    .filter(({ private: isPrivate }) => !isPrivate);
}

async function must(label, toolchain, args, cwd = fromRoot()) {
  const progress = step(label);
  const { code, output } = await capture(toolchain.node, args, {
    cwd,
    env: toolchain.environment,
  });
  if (code !== 0) {
    progress.failed();
    console.log(output.slice(-20_000));
    throw new UserError('Nothing was packed: the step above failed.');
  }
  progress.done();
}
