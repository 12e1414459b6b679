// SPDX-License-Identifier: Apache-2.0
import { AuthService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { maturityIngestPermission } from '@delivery-maturity/backstage-plugin-maturity-common';
import { ChangePermission } from '../permissions/ChangePermission';
import { CallOptions, IngestService } from './types';

/**
 * Delivery data is sent by machines. A person who could send it could also write their own score, so users are
 * refused whatever the policy says; services are held to the access restriction of their token.
 *
 * @internal
 */
export class AuthorizedIngestService implements IngestService {
  constructor(
    private readonly ingest: IngestService,
    private readonly options: { auth: AuthService; changes: ChangePermission },
  ) {}

  async cdevents(
    body: unknown,
    options: CallOptions & { contentType?: string },
  ) {
    await this.#require(options);
    return this.ingest.cdevents(body, options);
  }

  async records(body: unknown, options: CallOptions) {
    await this.#require(options);
    return this.ingest.records(body, options);
  }

  async pipelines(entityRef: string, body: unknown, options: CallOptions) {
    await this.#require(options);
    return this.ingest.pipelines(entityRef, body, options);
  }

  async template(id: string, body: unknown, options: CallOptions) {
    await this.#require(options);
    return this.ingest.template(id, body, options);
  }

  async #require({ credentials }: CallOptions): Promise<void> {
    const { auth, changes } = this.options;
    if (!auth.isPrincipal(credentials, 'service')) {
      throw new NotAllowedError(
        "Delivery data is taken from services, not from users. Use a token of 'backend.auth.externalAccess', restricted to the plugin 'maturity' and the permission 'maturity.ingest.create'.",
      );
    }
    await changes.require(
      maturityIngestPermission,
      credentials,
      'send delivery data',
    );
  }
}
