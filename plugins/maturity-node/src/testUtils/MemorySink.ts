// SPDX-License-Identifier: Apache-2.0
import {
  DeliveryRecord,
  mergeRecords,
  PipelineDefinition,
  RecordType,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { CollectedItem } from '../DeliveryCollector';

type ItemOf<K extends CollectedItem['kind']> = Extract<
  CollectedItem,
  { kind: K }
>;
type RecordOf<T extends RecordType> = Extract<
  DeliveryRecord,
  { type: T }
>['record'];

/**
 * What the backend would have stored: records merged, and watermarks only together with the records before them.
 *
 * @public
 */
export class MemorySink {
  readonly watermarks = new Map<string, string>();
  /** By entity, type, source and id. */
  readonly records = new Map<string, DeliveryRecord['record'][]>();
  readonly pipelines = new Map<string, PipelineDefinition[]>();
  readonly statuses = new Map<string, ItemOf<'status'>>();
  readonly templates: ItemOf<'template'>[] = [];
  readonly budgets: ItemOf<'budget'>[] = [];
  #pending: ItemOf<'record'>[] = [];

  take(item: CollectedItem) {
    switch (item.kind) {
      case 'record':
        this.#pending.push(item);
        break;
      case 'watermark':
        this.flush();
        this.watermarks.set(item.key, item.value);
        break;
      case 'pipelines':
        this.pipelines.set(item.entityRef, item.pipelines);
        break;
      case 'status':
        this.statuses.set(item.entityRef, item);
        break;
      case 'recognized':
        this.#forget(item);
        break;
      case 'template':
        this.templates.push(item);
        break;
      case 'budget':
        this.budgets.push(item);
        break;
      default:
    }
  }

  flush() {
    for (const { entityRef, item } of this.#pending) {
      const { type, record } = item;
      const key = `${entityRef} ${type} ${record.source} ${record.id}`;
      this.records.set(
        key,
        mergeRecords([
          ...((this.records.get(key) ?? []) as (typeof record)[]),
          record,
        ]),
      );
    }
    this.#pending = [];
  }

  #forget({ entityRefs, source, counts, keys }: ItemOf<'recognized'>) {
    this.flush();
    const before = this.records.size;
    for (const [key, [record]] of this.records) {
      const isOne = entityRefs.some(ref =>
        key.startsWith(`${ref} deployment ${source} `),
      );
      if (isOne && !counts(record as RecordOf<'deployment'>)) {
        this.records.delete(key);
      }
    }
    for (const key of this.watermarks.keys()) {
      const isOf = key === keys.of || key.startsWith(`${keys.of}#`);
      if (this.records.size < before && isOf && !keys.keep.includes(key)) {
        this.watermarks.delete(key);
      }
    }
  }

  /** A crash: what was not stored with a watermark is gone. */
  crash() {
    this.#pending = [];
  }

  deployments(): RecordOf<'deployment'>[] {
    return this.#of('deployment');
  }

  provisionings(): RecordOf<'provisioning'>[] {
    return this.#of('provisioning');
  }

  #of<T extends RecordType>(type: T): RecordOf<T>[] {
    this.flush();
    return [...this.records].flatMap(([key, records]) =>
      key.includes(` ${type} `) ? (records as RecordOf<T>[]) : [],
    );
  }
}
