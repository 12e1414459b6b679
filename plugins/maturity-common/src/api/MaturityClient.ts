// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { EntityFilterInput } from './common';
import { AsOf, MaturityApi, Page } from './MaturityApi';
import { MoversQuery, RollupQuery, RollupTrendQuery } from './rollups';
import { ListScorecardsQuery } from './scorecards';
import { ListTasksQuery, PatchTaskBody } from './tasks';
import { PostEvaluationBody } from './operations';
import { PutTemplateBody } from './ingest';

/** Talks to the maturity backend over HTTP; the same class in browser, Node and command line. @public */
export class MaturityClient implements MaturityApi {
  readonly #baseUrl: () => Promise<string>;
  readonly #fetch: typeof fetch;

  /**
   * @param options - `discoveryApi` (or anything with `getBaseUrl`) and `fetchApi` of Backstage
   */
  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#baseUrl = () => options.discoveryApi.getBaseUrl('maturity');
    this.#fetch = options.fetchApi.fetch;
  }

  ingestCdevents(events: unknown) {
    return this.#send('POST', '/v1/ingest/cdevents', events);
  }

  ingestRecords(body: Parameters<MaturityApi['ingestRecords']>[0]) {
    return this.#send('POST', '/v1/ingest/records', body);
  }

  putPipelines(
    entityRef: string,
    body: Parameters<MaturityApi['putPipelines']>[1],
  ) {
    return this.#send(
      'PUT',
      `/v1/ingest/pipelines/${entityPath(entityRef)}`,
      body,
    );
  }

  putTemplate(id: string, body: PutTemplateBody) {
    return this.#send(
      'PUT',
      `/v1/ingest/templates/${encodeURIComponent(id)}`,
      body,
    );
  }

  listScorecards(query: ListScorecardsQuery) {
    return this.#get('/v1/scorecards', query);
  }

  async exportScorecards(query: ListScorecardsQuery) {
    const response = await this.#request(
      'GET',
      `/v1/scorecards.csv${search(query)}`,
    );
    return response.text();
  }

  async getScorecard(entityRef: string, options?: AsOf) {
    try {
      return await this.#get(
        `/v1/scorecards/${entityPath(entityRef)}`,
        options,
      );
    } catch (error) {
      if (error instanceof ResponseError && error.response.status === 404) {
        return undefined;
      }
      throw error;
    }
  }

  getEvidence(entityRef: string, checkId: string, options?: AsOf & Page) {
    return this.#get(
      `/v1/scorecards/${entityPath(entityRef)}/checks/${encodeURIComponent(
        checkId,
      )}/evidence`,
      options,
    );
  }

  getHistory(entityRef: string, range?: { from?: string; to?: string }) {
    return this.#get(`/v1/scorecards/${entityPath(entityRef)}/history`, range);
  }

  getRollup(query: RollupQuery) {
    return this.#get('/v1/rollups', query);
  }

  getRollupTrend(query: RollupTrendQuery) {
    return this.#get('/v1/rollups/trend', query);
  }

  getMovers(query: MoversQuery) {
    return this.#get('/v1/rollups/movers', query);
  }

  getFacets(filter?: EntityFilterInput) {
    return this.#get('/v1/facets', filter);
  }

  listTasks(query: ListTasksQuery) {
    return this.#get('/v1/tasks', query);
  }

  getTask(id: string) {
    return this.#get(`/v1/tasks/${encodeURIComponent(id)}`);
  }

  patchTask(id: string, change: PatchTaskBody) {
    return this.#send('PATCH', `/v1/tasks/${encodeURIComponent(id)}`, change);
  }

  patchTasks(ids: string[], change: PatchTaskBody) {
    return this.#send('POST', '/v1/tasks/bulk', { ids, change });
  }

  requestWaiver(body: Parameters<MaturityApi['requestWaiver']>[0]) {
    return this.#send('POST', '/v1/waivers', body);
  }

  decideWaiver(id: string, state: 'approved' | 'rejected' | 'ended') {
    return this.#send('PATCH', `/v1/waivers/${encodeURIComponent(id)}`, {
      state,
    });
  }

  evaluate(body: PostEvaluationBody) {
    return this.#send('POST', '/v1/evaluations', body);
  }

  getEvaluation(id: string) {
    return this.#get(`/v1/evaluations/${encodeURIComponent(id)}`);
  }

  getModel() {
    return this.#get('/v1/model');
  }

  getSources() {
    return this.#get('/v1/sources');
  }

  listUnmatched(page?: Page) {
    return this.#get('/v1/sources/unmatched', page);
  }

  async #get(path: string, query?: object): Promise<any> {
    const response = await this.#request('GET', `${path}${search(query)}`);
    return response.json();
  }

  async #send(method: string, path: string, body: unknown): Promise<any> {
    const response = await this.#request(method, path, body);
    return response.json();
  }

  async #request(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Response> {
    const response = await this.#fetch(`${await this.#baseUrl()}${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

function entityPath(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef, {
    defaultKind: 'component',
  });
  return [kind, namespace, name]
    .map(part => encodeURIComponent(part.toLocaleLowerCase('en-US')))
    .join('/');
}

function search(query: object = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== '') {
        params.append(key, String(item));
      }
    }
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}
