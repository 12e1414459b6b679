// SPDX-License-Identifier: Apache-2.0
import { explainAnswer, FailureWords } from './explainAnswer';

const HOST: FailureWords = {
  provider: 'Example',
  isLimit: words => /rate limit/.test(words),
  isTimeout: status => status === 504,
};

describe('explainAnswer', () => {
  it.each<[string, number, string, object]>([
    [
      'a refusal of the credentials',
      401,
      '{"message":"Bad credentials"}',
      { name: 'ProviderPermissionError', areRefused: true },
    ],
    [
      'a missing permission',
      403,
      '{"message":"Not accessible"}',
      { name: 'ProviderPermissionError', areRefused: false },
    ],
    [
      'a limit in the clothes of a missing permission',
      403,
      '{"message":"Secondary rate limit"}',
      { name: 'ProviderOutageError', isTimeout: false },
    ],
    [
      'an absence',
      404,
      '{"error":"404 Not Found"}',
      { name: 'ProviderNotFoundError' },
    ],
    ['what is gone', 410, '{}', { name: 'ProviderNotFoundError' }],
    ['what is blocked', 451, '{}', { name: 'ProviderNotFoundError' }],
    ['too many requests', 429, '{}', { name: 'ProviderOutageError' }],
    ['a host that is down', 503, '', { name: 'ProviderOutageError' }],
    [
      'a heavy request',
      504,
      '',
      { name: 'ProviderOutageError', isTimeout: true },
    ],
    ['a request that is wrong', 422, '{"message":"No"}', { name: 'Error' }],
  ])('tells %s', (_name, status, text, expected) => {
    expect(explainAnswer({ status, text }, HOST)).toMatchObject(expected);
  });

  it.each([
    ['its own words', 403, '{"message":"Not for you"}', 'Not for you'],
    [
      'a description before a code',
      401,
      '{"error":"invalid_token","error_description":"It has expired"}',
      'It has expired',
    ],
    [
      "Backstage's error body",
      404,
      '{"error":{"message":"No task"}}',
      'No task',
    ],
    [
      'words by field',
      400,
      '{"message":{"ref":["is gone"]}}',
      'Example says “{"ref":["is gone"]}”',
    ],
    ['the status of a page', 404, '<html>', 'Not Found (404)'],
    ['words and status of an outage', 502, '{"message":"Oh"}', 'Oh (502)'],
  ])('repeats %s', (_name, status, text, words) => {
    expect(explainAnswer({ status, text }, HOST).message).toBe(words);
  });

  it('takes any 403 that says when to come back for a limit', () => {
    const retryAt = new Date('2026-11-22T00:01:00Z');
    expect(
      explainAnswer({ status: 403, text: '{"message":"No"}', retryAt }, HOST),
    ).toMatchObject({ name: 'ProviderOutageError', retryAt });
  });
});
