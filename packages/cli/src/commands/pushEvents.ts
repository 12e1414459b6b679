// SPDX-License-Identifier: Apache-2.0
import { batches } from '../batches';
import { Portal } from '../portal/createPortal';
import { sendEvents } from '../portal/sendEvents';
import { parseItems, readInput } from '../readInput';
import { Summary } from '../summary';
import { workFolder } from '../workFolder';

/** `maturity push events <files…|->` */
export async function pushEvents(
  portal: Portal,
  files: string[],
): Promise<number> {
  const summary = new Summary();
  for (const file of files) {
    const items = parseItems(
      await readInput(file, workFolder()),
      file,
      (line, reason) => summary.refused(`${file}:${line}`, reason),
    );
    for (const batch of batches(items)) {
      await sendEvents(portal, batch, file, summary);
    }
  }
  console.log(summary.toString() || 'Nothing to send.');
  return summary.anyRefused ? 1 : 0;
}
