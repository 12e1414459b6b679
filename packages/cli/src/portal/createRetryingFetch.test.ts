// SPDX-License-Identifier: Apache-2.0
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { createRetryingFetch } from './createRetryingFetch';

const URL = 'http://portal.test/api/maturity/v1/ingest/cdevents';

describe('createRetryingFetch', () => {
  const server = setupServer();
  const waited: number[] = [];
  const fetcher = (patience: number) =>
    createRetryingFetch({
      token: 'secret',
      patience,
      sleep: async milliseconds => {
        waited.push(milliseconds);
      },
    });

  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => {
    server.resetHandlers();
    waited.length = 0;
  });
  afterAll(() => server.close());

  it('waits as long as the portal asks, then longer each time', async () => {
    const answers = [
      new HttpResponse(null, { status: 429, headers: { 'retry-after': '7' } }),
      new HttpResponse(null, { status: 503 }),
      HttpResponse.error(),
      HttpResponse.json({ accepted: 1 }),
    ];
    const tokens: (string | null)[] = [];
    server.use(
      http.post(URL, ({ request }) => {
        tokens.push(request.headers.get('authorization'));
        return answers.shift();
      }),
    );

    const response = await fetcher(60_000)(URL, { method: 'POST' });

    expect(await response.json()).toEqual({ accepted: 1 });
    expect(waited).toEqual([7000, 1000, 2000]);
    expect(new Set(tokens)).toEqual(new Set(['Bearer secret']));
  });

  it('hands a refusal on without repeating it', async () => {
    server.use(http.post(URL, () => new HttpResponse(null, { status: 401 })));

    const response = await fetcher(60_000)(URL, { method: 'POST' });

    expect(response.status).toBe(401);
    expect(waited).toEqual([]);
  });

  it('says which portal does not answer when patience ends', async () => {
    server.use(http.post(URL, () => HttpResponse.error()));

    await expect(fetcher(2_000)(URL, { method: 'POST' })).rejects.toThrow(
      "The portal at 'http://portal.test' does not answer",
    );
    expect(waited).toEqual([500, 1000]);
  });
});
