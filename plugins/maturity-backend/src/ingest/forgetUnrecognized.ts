// SPDX-License-Identifier: Apache-2.0
import { forgetDeployments } from '../store/operations/collect/forgetDeployments';
import { markDirty } from '../store/operations/markDirty';
import { inTransaction } from '../store/transaction';
import { IngestOptions } from './IngestOptions';
import { MaturityIngest } from './types';

/** Forgets the deployments of entities that count no more, and has those entities scored anew. @internal */
export async function forgetUnrecognized(
  { knex, now }: Pick<IngestOptions, 'knex' | 'now'>,
  options: Parameters<MaturityIngest['forgetUnrecognized']>[0],
): Promise<number> {
  const { entityRefs, source, counts, alsoWrite } = options;
  return inTransaction(knex, async tx => {
    const changed: string[] = [];
    let forgotten = 0;
    for (const entityRef of entityRefs) {
      const gone = await forgetDeployments(tx, { entityRef, source, counts });
      forgotten += gone;
      if (gone > 0) {
        changed.push(entityRef);
      }
    }
    if (forgotten > 0) {
      await markDirty(tx, {
        entityRefs: changed,
        reason: 'records',
        now: now(),
      });
      await alsoWrite(tx);
    }
    return forgotten;
  });
}
