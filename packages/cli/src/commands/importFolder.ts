// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import fs from 'node:fs';
import path from 'node:path';
import { batches } from '../batches';
import { providerOf, readGoldenPath } from '../dataset/goldenPath';
import { pipelineFiles } from '../dataset/pipelineFiles';
import { DatasetRepository, readDataset } from '../dataset/readDataset';
import { readEntities } from '../dataset/readEntities';
import { Portal } from '../portal/createPortal';
import { putWhenKnown } from '../portal/putWhenKnown';
import { refusalOf } from '../portal/refusal';
import { sendEvents } from '../portal/sendEvents';
import { waitForCatalog } from '../portal/waitForCatalog';
import { showProgress } from '../progress';
import { parseItems } from '../readInput';
import { Summary } from '../summary';
import { workFolder } from '../workFolder';
import { evaluateAll } from './evaluateAll';

interface ImportOptions {
  wait: string;
  replay: string;
  every: string;
  evaluate: boolean;
}

/** `maturity import <folder>`: golden paths first, then pipelines, then events, then evaluation. */
export async function importFolder(
  portal: Portal,
  name: string,
  options: ImportOptions,
): Promise<number> {
  const folder = path.resolve(workFolder(), name);
  const patience = readSeconds(options.wait);
  const summary = new Summary();
  const repositories = readDataset(folder, (repository, reason) =>
    summary.refused(repository, reason),
  );
  const entities = readEntities(folder);

  const deadline = Date.now() + patience;
  const refs = [...new Set([...entities.values()].flat())];
  await waitForCatalog(portal, refs, {
    deadline,
    catalogFile: path.join(name, 'catalog.yaml'),
  });
  await sendGoldenPaths(portal, repositories, summary);
  await sendPipelines(portal, repositories, entities, deadline, summary);
  await sendAllEvents(portal, repositories, summary);
  if (options.evaluate && refs.length > 0) {
    await evaluateAll(portal, refs, options, summary);
  }
  console.log(summary.toString());
  return summary.anyRefused ? 1 : 0;
}

async function sendGoldenPaths(
  portal: Portal,
  repositories: DatasetRepository[],
  summary: Summary,
): Promise<void> {
  const golden = repositories.filter(repository => repository.isGoldenPath);
  const progress = showProgress('Golden paths', golden.length);
  for (const [index, repository] of golden.entries()) {
    const { id, body } = readGoldenPath(repository);
    try {
      summary.read(id, await portal.maturity.putTemplate(id, body));
    } catch (error) {
      summary.refused(id, refusalOf(error));
    }
    progress.advance(index + 1);
  }
  progress.end();
}

async function sendPipelines(
  portal: Portal,
  repositories: DatasetRepository[],
  entities: Map<string, string[]>,
  deadline: number,
  summary: Summary,
): Promise<void> {
  const jobs = repositories.flatMap(repository => {
    const { host, repository: slug } = repository.delivery;
    const refs = entities.get(`${host}/${slug}`.toLowerCase()) ?? [];
    if (refs.length === 0) {
      summary.note(
        `${slug} has no entity in catalog.yaml, so its pipelines belong to nobody.`,
      );
    }
    return refs.map(ref => ({ ref, repository }));
  });
  const progress = showProgress('Pipelines', jobs.length);
  for (const [index, { ref, repository }] of jobs.entries()) {
    try {
      const answer = await putWhenKnown(deadline, () =>
        portal.maturity.putPipelines(ref, {
          provider: providerOf(repository.delivery),
          files: pipelineFiles(repository),
          observedAt: repository.delivery.headCommittedAt,
          defaultBranch: repository.delivery.defaultBranch,
        }),
      );
      summary.read(ref, answer);
    } catch (error) {
      summary.refused(ref, refusalOf(error));
    }
    progress.advance(index + 1);
  }
  progress.end();
}

async function sendAllEvents(
  portal: Portal,
  repositories: DatasetRepository[],
  summary: Summary,
): Promise<void> {
  const events = repositories.flatMap(repository => {
    const file = path.join(repository.folder, 'cdevents.jsonl');
    return fs.existsSync(file)
      ? parseItems(fs.readFileSync(file, 'utf8'), file, (line, reason) =>
          summary.refused(`${file}:${line}`, reason),
        )
      : [];
  });
  const progress = showProgress('Events', events.length);
  let done = 0;
  for (const batch of batches(events)) {
    await sendEvents(portal, batch, 'cdevents.jsonl', summary);
    done += batch.length;
    progress.advance(done);
  }
  progress.end();
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (!Number.isFinite(seconds) || seconds < 0) {
    throw new InputError(
      `--wait must be a number of seconds, but it is '${text}'.`,
    );
  }
  return seconds * 1000;
}
