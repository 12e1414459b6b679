// SPDX-License-Identifier: Apache-2.0
import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createHash } from 'node:crypto';
import { EntityVisibility } from '../store/operations/read/EntityVisibility';

/** How long the references are reused: long enough for the requests of one page, short enough for a changed policy. */
const REUSE_MS = 15_000;
/** Callers whose references are kept at the same time. */
const MAX_CALLERS = 50;

type Refs = Extract<EntityVisibility, { kind: 'refs' }>;

/**
 * Asks the catalog which entities a caller sees, all at once. Only for policies with rules of their own, which nobody
 * but the catalog can apply.
 *
 * @internal
 */
export class VisibleEntities {
  readonly #known = new Map<string, { until: number; refs: Promise<Refs> }>();

  constructor(
    private readonly options: {
      catalog: CatalogService;
      auth: AuthService;
      /** Kinds that are scored. */
      readKinds: () => Promise<string[]>;
      now: () => number;
    },
  ) {}

  async visibleTo(
    credentials: BackstageCredentials,
    /** Tells decisions apart: a changed policy is asked anew. */
    decision: string,
  ): Promise<Refs> {
    const now = this.options.now();
    for (const [key, { until }] of this.#known) {
      if (until <= now) {
        this.#known.delete(key);
      }
    }
    if (!this.options.auth.isPrincipal(credentials, 'user')) {
      return this.#load(credentials);
    }
    const key = `${credentials.principal.userEntityRef} ${decision}`;
    const known = this.#known.get(key);
    if (known) {
      return known.refs;
    }
    const refs = this.#load(credentials);
    this.#known.set(key, { until: now + REUSE_MS, refs });
    // A failure is told to whoever waits, and asked again by the next.
    refs.catch(() => this.#known.delete(key));
    if (this.#known.size > MAX_CALLERS) {
      this.#known.delete(this.#known.keys().next().value!);
    }
    return refs;
  }

  async #load(credentials: BackstageCredentials): Promise<Refs> {
    const kinds = await this.options.readKinds();
    const refs: string[] = [];
    if (kinds.length > 0) {
      const pages = this.options.catalog.streamEntities(
        {
          filter: { kind: kinds },
          fields: ['kind', 'metadata.namespace', 'metadata.name'],
        },
        { credentials },
      );
      for await (const page of pages) {
        refs.push(...page.map(entity => stringifyEntityRef(entity)));
      }
    }
    refs.sort();
    const fingerprint = createHash('sha256')
      .update(refs.join('\n'))
      .digest('base64url');
    return { kind: 'refs', refs, fingerprint };
  }
}
