// SPDX-License-Identifier: Apache-2.0
import { PutTemplateBody } from '@delivery-maturity/backstage-plugin-maturity-common';
import fs from 'node:fs';
import path from 'node:path';
import semver from 'semver';
import { Delivery, DatasetRepository } from './readDataset';
import { readFilesUnder } from './readFilesUnder';

const WORKFLOWS = '.github/workflows';

/** What `PUT /ingest/templates/:id` takes, from a golden-path repository of the folder. */
export function readGoldenPath(source: DatasetRepository): {
  id: string;
  body: PutTemplateBody;
} {
  const { delivery } = source;
  const tags = delivery.goldenPath?.tags ?? [];
  return {
    id: delivery.repository.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    body: {
      title: delivery.repository,
      provider: providerOf(delivery),
      repository: `${delivery.host}/${delivery.repository}`,
      // A path that was approved at some version stays recognizable after its removal.
      paths: [
        ...new Set([
          ...(delivery.goldenPath?.approvedAtHead ?? []),
          ...tags.flatMap(tag => tag.callableWorkflowPaths),
        ]),
      ].sort(),
      defaultBranch: delivery.defaultBranch,
      versions: tags.map(tag => ({
        name: tag.tag,
        revision: tag.commitSha,
        ...(tag.kind !== 'alias' && { releasedAt: tag.releasedAt }),
      })),
      snapshots: readSnapshots(source),
    },
  };
}

export function providerOf(delivery: Delivery): 'github' | 'gitlab' {
  return delivery.host.includes('gitlab') ? 'gitlab' : 'github';
}

/** The files at each commit a consumer uses; those of the default branch come last and stand for it. */
function readSnapshots(
  source: DatasetRepository,
): PutTemplateBody['snapshots'] {
  const { delivery } = source;
  const folder = path.join(source.folder, 'workflows-at');
  const revisions = fs.existsSync(folder) ? fs.readdirSync(folder).sort() : [];
  const used = revisions
    .filter(revision => revision !== delivery.headSha)
    .map(revision => ({
      revision,
      files: readFilesUnder(path.join(folder, revision), WORKFLOWS),
    }));
  const head = readFilesUnder(path.join(source.folder, 'workflows'), WORKFLOWS);
  return [
    ...used,
    ...(delivery.headSha && head.length > 0
      ? [{ revision: delivery.headSha, files: head }]
      : []),
  ].map(snapshot => ({
    ...snapshot,
    ancestorRelease: ancestorRelease(delivery, snapshot.revision),
  }));
}

/** The newest release at a commit or on the way back from it along the default branch. */
function ancestorRelease(
  delivery: Delivery,
  revision: string,
): string | undefined {
  const start = delivery.commits.findIndex(commit => commit.sha === revision);
  const way = start < 0 ? [{ sha: revision }] : delivery.commits.slice(start);
  for (const { sha } of way) {
    const releases = delivery.releasesAll
      .filter(release => release.commitSha === sha)
      .map(release => release.tag)
      .sort(compareVersions);
    if (releases.length > 0) {
      return releases[releases.length - 1];
    }
  }
  return undefined;
}

function compareVersions(one: string, other: string): number {
  return semver.compareLoose(
    semver.coerce(one) ?? '0.0.0',
    semver.coerce(other) ?? '0.0.0',
  );
}
