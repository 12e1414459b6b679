// SPDX-License-Identifier: Apache-2.0
/* eslint-disable no-restricted-imports -- a test may read files, the package itself never does */
import { existsSync } from 'fs';
import { join } from 'path';
import {
  compareServices,
  Comparison,
  readServices,
  servicesFolder,
} from './compareServices';

const folder = servicesFolder();
const available = existsSync(join(folder, 'index.json'));
const AGREEMENT = 0.95;
/** Hosts that are held to it. */
const COMPARED_HOSTS = new Set(['github', 'gitlab']);

/** Where the labels say something else, and why it stays so. */
const DIFFERENCES: { repository: string; kind: string; reason: string }[] = [
  {
    repository: 'CheckerNetwork/spark-api',
    kind: 'ways to production',
    reason:
      'ci.yml:deploy-api and deploy-publish name neither environment nor tier (`flyctl deploy -c api/fly.toml`): by definition a deployment of unknown tier, which is asked for and not guessed.',
  },
  {
    repository: 'pennlabs/penn-courses',
    kind: 'test',
    reason:
      'shared-build-deploy.yaml:backend-check calls django.yaml of another repository, whose name tells no test; the label knows the called file.',
  },
  {
    repository: 'pennlabs/penn-courses',
    kind: 'lint',
    reason:
      'shared-build-deploy.yaml:backend-check gives `flake: true` to a file of another repository; the label knows what that does.',
  },
];

function describeAll(comparisons: Comparison[]): string {
  return comparisons
    .map(
      ({ repository, kind, theirs, ours }) =>
        `- ${repository} | ${kind} | theirs: ${theirs} | ours: ${ours}`,
    )
    .join('\n');
}

// The folder lies beside the repository where the project is developed, and not in its copies.
(available ? describe : describe.skip)('pipelines of public services', () => {
  // What is skipped is still collected, without anything to read.
  const readings = available ? readServices(folder) : [];
  const comparisons = available
    ? compareServices(folder, readings).filter(({ host }) =>
        COMPARED_HOSTS.has(host),
      )
    : [];
  const kinds = available
    ? [...new Set(comparisons.map(({ kind }) => kind))]
    : ['each kind'];

  it('are read without a problem, except for files that are no valid YAML', () => {
    expect(
      readings.flatMap(({ problems }) =>
        problems.filter(problem => !problem.includes('is not valid YAML')),
      ),
    ).toEqual([]);
  });

  it.each(kinds.filter(kind => !['references', 'not a gate'].includes(kind)))(
    'agree with the labels in 95 %% of the cases: %s',
    kind => {
      const ofKind = comparisons.filter(one => one.kind === kind);
      const different = ofKind.filter(({ agrees }) => !agrees);
      // eslint-disable-next-line no-console
      console.info(
        `${kind}: ${ofKind.length - different.length} of ${
          ofKind.length
        }\n${describeAll(different)}`,
      );
      expect(ofKind.length).toBeGreaterThan(0);
      expect(1 - different.length / ofKind.length).toBeGreaterThanOrEqual(
        AGREEMENT,
      );
    },
  );

  it.each(['references', 'not a gate'])('agree in every case: %s', kind => {
    const different = comparisons.filter(
      one => one.kind === kind && !one.agrees,
    );
    expect(describeAll(different)).toBe('');
  });

  it('differ only where the reason is known', () => {
    const different = comparisons
      .filter(({ agrees }) => !agrees)
      .map(({ repository, kind }) => `${repository} ${kind}`);
    expect(different.sort()).toEqual(
      DIFFERENCES.map(({ repository, kind }) => `${repository} ${kind}`).sort(),
    );
  });
});
