// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';
import { UserError } from './errors.mjs';
import { npm } from './npm.mjs';
import { fromRoot } from './paths.mjs';
import { step } from './progress.mjs';

const semver = createRequire(fromRoot('packages/cli/package.json'))('semver');

/**
 * Checks that an app gets each package of Backstage once: the ranges of our
 * packages admit the app's own versions and the newest ones alike.
 *
 * @param packages - manifests of the published packages
 * @param appVersions - what the app has, by name
 */
export async function admitReleases(packages, appVersions) {
  const progress = step('Ranges of Backstage packages');
  const newest = new Map();
  const problems = [];
  for (const { name: owner, dependencies } of packages) {
    for (const [name, range] of Object.entries(dependencies ?? {})) {
      if (!name.startsWith('@backstage/')) continue;
      if (!newest.has(name)) newest.set(name, await newestVersion(name));
      for (const version of [appVersions[name], newest.get(name)]) {
        if (version && !semver.satisfies(version, range)) {
          problems.push(`${owner}: ${name} ${range} leaves out ${version}`);
        }
      }
    }
  }
  if (problems.length > 0) {
    progress.failed();
    throw new UserError(problems.join('\n'));
  }
  progress.done();
}

async function newestVersion(name) {
  const { code, output } = await npm(['view', name, 'version'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (code !== 0) throw new UserError(`npm does not know ${name}.`);
  return output.trim();
}
