// SPDX-License-Identifier: Apache-2.0
import { recordKey } from '@delivery-maturity/backstage-plugin-maturity-common';
import { markDirty } from '../store/operations/markDirty';
import { removeOldPipelines } from '../store/operations/replacePipelineRows';
import { inTransaction } from '../store/transaction';
import { countOutcomes } from './countOutcomes';
import { IngestOptions } from './IngestOptions';
import { ParsedItem, parseItem } from './parseItems';
import { MaturityIngest, UpsertOptions, UpsertResult } from './types';
import { upsertRecords } from './upsertRecords';

/**
 * Makes the given definitions the pipelines of an entity: those not listed are gone. A reading older than what is
 * stored changes nothing, so that readings may arrive in any order.
 *
 * @internal
 */
export async function replacePipelines(
  options: Pick<IngestOptions, 'knex' | 'directory' | 'now'>,
  replacement: Parameters<MaturityIngest['replacePipelines']>[0],
  also: UpsertOptions,
): Promise<UpsertResult> {
  const { knex, directory, now } = options;
  const { entityRef, source, pipelines } = replacement;
  const parsed: ParsedItem[] = pipelines.map((value, index) =>
    parseItem({ index, type: 'pipeline', value }, now().toISOString()),
  );
  const good = parsed.flatMap(entry => ('item' in entry ? [entry.item] : []));
  const observedMs = Math.max(
    ...good.map(item => Date.parse(item.record.observedAt)),
    replacement.observedAt ? Date.parse(replacement.observedAt) : 0,
  );
  const lookup = await directory.get();
  const outcomes = await inTransaction(knex, async tx => {
    const old = await removeOldPipelines(tx, {
      entityRef,
      source,
      observedMs,
      keep: new Set(good.map(({ record }) => recordKey(record))),
    });
    if (old !== 'stale' && old.removed > 0) {
      await markDirty(tx, {
        entityRefs: [entityRef],
        reason: 'records',
        now: now(),
      });
    }
    const result =
      old === 'stale'
        ? good.map(() => 'duplicate' as const)
        : await upsertRecords(tx, {
            // A definition is read as a whole: what it no longer has must not linger.
            items: good.map(item => ({ item, entityRef, recomputed: true })),
            lookup,
            now: now(),
          });
    await also.alsoWrite?.(tx);
    return result;
  });
  return {
    ...countOutcomes(outcomes),
    rejected: parsed.flatMap(entry =>
      'reason' in entry
        ? [
            {
              index: entry.at.index,
              ...(entry.id ? { id: entry.id } : {}),
              reason: entry.reason,
            },
          ]
        : [],
    ),
  };
}
