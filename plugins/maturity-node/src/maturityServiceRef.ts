// SPDX-License-Identifier: Apache-2.0
import {
  BackstageCredentials,
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import {
  IngestAnswer,
  MaturityClient,
  ScorecardView,
} from '@delivery-maturity/backstage-plugin-maturity-common';

/** What other backend plugins may ask of the maturity backend. @public */
export interface MaturityService {
  getScorecard(
    entityRef: string,
    options: { credentials: BackstageCredentials },
  ): Promise<ScorecardView | undefined>;
  ingestCdevents(
    events: unknown,
    options: { credentials: BackstageCredentials },
  ): Promise<IngestAnswer>;
  ingestRecords(
    body: {
      deployments?: unknown[];
      provisionings?: unknown[];
      incidents?: unknown[];
      facts?: unknown[];
    },
    options: { credentials: BackstageCredentials },
  ): Promise<IngestAnswer>;
}

/** @public */
export const maturityServiceRef = createServiceRef<MaturityService>({
  id: 'maturity.service',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory({ auth, discovery }) {
        const clientFor = (credentials: BackstageCredentials) =>
          new MaturityClient({
            discoveryApi: discovery,
            fetchApi: {
              fetch: async (input, init) => {
                const { token } = await auth.getPluginRequestToken({
                  onBehalfOf: credentials,
                  targetPluginId: 'maturity',
                });
                const headers = new Headers(init?.headers);
                headers.set('authorization', `Bearer ${token}`);
                return fetch(input, { ...init, headers });
              },
            },
          });
        return {
          getScorecard: (entityRef, { credentials }) =>
            clientFor(credentials).getScorecard(entityRef),
          ingestCdevents: (events, { credentials }) =>
            clientFor(credentials).ingestCdevents(events),
          ingestRecords: (body, { credentials }) =>
            clientFor(credentials).ingestRecords(body),
        };
      },
    }),
});
