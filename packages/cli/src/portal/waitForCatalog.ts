// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { showProgress } from '../progress';
import { Portal } from './createPortal';

const POLL_MS = 1_000;
/** A catalog that reads the file at all shows the first entities long before, and then others. */
const STANDSTILL_MS = 60_000;

/** Waits until the catalog has read the entities that the data is about, as long as it goes forward. */
export async function waitForCatalog(
  portal: Portal,
  entityRefs: string[],
  options: { deadline: number; catalogFile: string },
): Promise<void> {
  if (entityRefs.length === 0) {
    return;
  }
  const progress = showProgress('Catalog entities', entityRefs.length);
  let count = 0;
  let movedAt = Date.now();
  try {
    for (;;) {
      const known = await portal.knownEntities(entityRefs);
      if (!known) {
        // This token may not read the catalog; each call tells by itself.
        return;
      }
      progress.advance(known.length);
      if (known.length === entityRefs.length) {
        return;
      }
      if (known.length > count) {
        count = known.length;
        movedAt = Date.now();
      }
      const until = Math.min(options.deadline, movedAt + STANDSTILL_MS);
      if (Date.now() + POLL_MS > until) {
        const missing = entityRefs.filter(ref => !known.includes(ref));
        throw new InputError(
          `The catalog does not know ${missing.length} of ${entityRefs.length} entities, for example '${missing[0]}'. Start the portal with \`npm start -- --catalog ${options.catalogFile}\`, or register that file.`,
        );
      }
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
    }
  } finally {
    progress.end();
  }
}
