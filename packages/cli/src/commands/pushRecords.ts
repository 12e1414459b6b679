// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { batches } from '../batches';
import { Portal } from '../portal/createPortal';
import { refusalOf } from '../portal/refusal';
import { parseItems, readInput } from '../readInput';
import { Summary } from '../summary';
import { workFolder } from '../workFolder';

const LISTS = ['deployments', 'provisionings', 'incidents', 'facts'] as const;

/** `maturity push records <files…|->` */
export async function pushRecords(
  portal: Portal,
  files: string[],
): Promise<number> {
  const summary = new Summary();
  for (const file of files) {
    for (const body of parseItems(await readInput(file, workFolder()), file)) {
      for (const [list, items] of listsOf(body, file)) {
        for (const batch of batches(items)) {
          await send(portal, list, batch, file, summary);
        }
      }
    }
  }
  console.log(summary.toString() || 'Nothing to send.');
  return summary.anyRefused ? 1 : 0;
}

async function send(
  portal: Portal,
  list: string,
  batch: unknown[],
  file: string,
  summary: Summary,
): Promise<void> {
  const source = `${file}, ${list}`;
  try {
    summary.ingested(
      source,
      await portal.maturity.ingestRecords({ [list]: batch }),
    );
  } catch (error) {
    const reason = refusalOf(error);
    batch.forEach(() => summary.refused(source, reason));
  }
}

function listsOf(body: unknown, file: string): [string, unknown[]][] {
  const entries = Object.entries(body ?? {});
  const strange = entries.find(
    ([name, items]) =>
      !(LISTS as readonly string[]).includes(name) || !Array.isArray(items),
  );
  if (entries.length === 0 || strange) {
    throw new InputError(
      `'${file}' must hold an object with lists named ${LISTS.join(', ')}${
        strange ? `, but it has '${strange[0]}'` : ''
      }.`,
    );
  }
  return entries;
}
