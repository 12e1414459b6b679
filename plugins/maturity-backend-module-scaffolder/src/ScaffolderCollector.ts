// SPDX-License-Identifier: Apache-2.0
import {
  CollectContext,
  CollectedItem,
  CollectorEntity,
  DeliveryCollector,
  ProviderNotFoundError,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { ScaffolderClient } from './client/ScaffolderClient';
import { readProvisioning } from './readProvisioning';
import { failureOf, recoveryOf, Session } from './Session';
import { parseState, printState } from './state';
import { TARGET } from './targets';

/** @internal */
export interface ScaffolderCollectorOptions {
  client: ScaffolderClient;
  environmentTemplates: Set<string>;
}

/** Reads Scaffolder tasks as provisioning records. @internal */
export class ScaffolderCollector implements DeliveryCollector {
  readonly id = 'scaffolder';
  readonly title = 'Scaffolder';
  readonly provides = ['provisioning' as const];

  readonly #options: ScaffolderCollectorOptions;

  constructor(options: ScaffolderCollectorOptions) {
    this.#options = options;
  }

  match() {
    // Of most entities no task is known, and none needs to be.
    return { status: 'match' as const, target: TARGET, isOptional: true };
  }

  async *collect(
    entities: CollectorEntity[],
    since: Date,
    context: CollectContext,
  ): AsyncIterable<CollectedItem> {
    const state = parseState(
      await context.readWatermark(TARGET),
      since.toISOString(),
    );
    const session: Session = { ...this.#options, context, entities, state };
    try {
      const { isTroubled } = state;
      yield* readProvisioning(session);
      if (isTroubled) {
        yield* recoveryOf(session);
      }
    } catch (error) {
      if (context.signal.aborted) {
        throw error;
      }
      if (error instanceof ProviderNotFoundError) {
        context.logger.info('This Backstage has no Scaffolder to read');
        return;
      }
      yield* failureOf(session, error);
      yield {
        kind: 'watermark',
        key: TARGET,
        value: printState({ ...state, isTroubled: true }),
      };
    }
  }
}
