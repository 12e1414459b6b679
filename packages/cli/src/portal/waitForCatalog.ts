// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { showProgress } from '../progress';
import { Portal } from './createPortal';

const POLL = 1_000;

/** Waits until the catalog has read the entities that the data is about. */
export async function waitForCatalog(
  portal: Portal,
  entityRefs: string[],
  options: { deadline: number; catalogFile: string },
): Promise<void> {
  if (entityRefs.length === 0) {
    return;
  }
  const progress = showProgress('Catalog entities', entityRefs.length);
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
      if (Date.now() + POLL > options.deadline) {
        const missing = entityRefs.filter(ref => !known.includes(ref));
        throw new InputError(
          `The catalog does not know ${missing.length} of ${entityRefs.length} entities, for example '${missing[0]}'. Start the portal with \`npm start -- --catalog ${options.catalogFile}\`, or register that file.`,
        );
      }
      await new Promise(resolve => setTimeout(resolve, POLL));
    }
  } finally {
    progress.end();
  }
}
