// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { Patience } from '@delivery-maturity/backstage-plugin-maturity-node';
import { Octokit } from '@octokit/core';
import type { OctokitOptions } from '@octokit/core/types';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';

const BAD_GATEWAY = 502;

/**
 * Waits as long as `Retry-After` says where the other plugins would not look at it: 5xx, and 429 without a word of
 * limits. Stands first, so that it is nearest to the wire.
 */
function advice(octokit: Octokit, options: OctokitOptions) {
  const { patience, signal } = options.advice as {
    patience: Patience;
    signal: AbortSignal;
  };
  octokit.hook.wrap('request', (request, requestOptions) =>
    followAdvice(
      async () => {
        const timeout = AbortSignal.timeout(
          patience.requestTimeoutMilliseconds,
        );
        const response = await request({
          ...requestOptions,
          request: {
            ...requestOptions.request,
            signal: AbortSignal.any([signal, timeout]),
            parseSuccessResponseBody: false,
          },
        } as typeof requestOptions);
        const data = await readJson(response.data).catch((cause: unknown) => {
          // As if the host had failed: what was cut off or comes from a proxy is asked for again.
          throw Object.assign(
            new Error(`The answer is no JSON: ${stringifyError(cause)}`),
            { status: BAD_GATEWAY, request: requestOptions },
          );
        });
        return { ...response, data };
      },
      patience,
      signal,
    ),
  );
  return {};
}

/** Octokit's own way looks for numbers beyond 2^53 first, which takes longer than all else; no id comes near them. */
async function readJson(body: unknown): Promise<unknown> {
  return body instanceof ReadableStream
    ? await new Response(body).json()
    : body;
}

/** Stands in for the plugin's group of limiters, of which it uses nothing else. */
const UNHURRIED = {
  key: () => ({
    schedule: (_options: unknown, job: () => Promise<unknown>) => job(),
  }),
};

const PatientOctokit = Octokit.plugin(advice, retry, throttling);

/** Octokit as this collector uses it: reading only, patient, and on the host's own advice. @internal */
export function createOctokit(options: {
  host: string;
  apiBaseUrl: string;
  logger: LoggerService;
  patience: Patience;
  signal: AbortSignal;
  onHeaders(headers: Record<string, string | number | undefined>): void;
}) {
  const { host, patience, logger, signal } = options;
  const waitIfShort = (kind: string) =>
    function onLimit(
      seconds: number,
      _request: unknown,
      _octokit: unknown,
      count: number,
    ) {
      logger.warn('GitHub asks to wait', { host, kind, seconds });
      return seconds <= patience.maxWaitSeconds && count < patience.retries;
    };
  const octokit = new PatientOctokit({
    baseUrl: options.apiBaseUrl,
    userAgent: 'delivery-maturity',
    log: silent(),
    advice: { patience, signal },
    retry: {
      retries: patience.retries,
      retryAfterBaseValue: patience.secondInMilliseconds,
      // 429 belongs to the throttling plugin, which knows the host's advice.
      doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451],
    },
    throttle: {
      id: host,
      retryAfterBaseValue: patience.secondInMilliseconds,
      onRateLimit: waitIfShort('primary'),
      onSecondaryRateLimit: waitIfShort('secondary'),
      // GraphQL is posted, but nothing is written here: the plugin's pause of one second between writes is not due.
      write: UNHURRIED as never,
    },
  });
  octokit.hook.after('request', response =>
    options.onHeaders(response.headers as Record<string, string>),
  );
  octokit.hook.error('request', error => {
    const headers = (error as { response?: { headers?: {} } }).response
      ?.headers;
    if (headers) {
      options.onHeaders(headers);
    }
    throw error;
  });
  return octokit;
}

async function followAdvice<T>(
  request: () => Promise<T>,
  patience: Patience,
  signal: AbortSignal,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await request();
    } catch (error) {
      const seconds = adviceOf(error);
      if (
        seconds === undefined ||
        seconds > patience.maxWaitSeconds ||
        attempt >= patience.retries
      ) {
        throw error;
      }
      await sleep(seconds * patience.secondInMilliseconds, undefined, {
        signal,
      });
    }
  }
}

function adviceOf(error: unknown): number | undefined {
  const { status, message, response } = error as {
    status?: number;
    message?: string;
    response?: { headers?: Record<string, string> };
  };
  const seconds = Number(response?.headers?.['retry-after']);
  const ours =
    (status === 429 && !/secondary rate/i.test(message ?? '')) ||
    (status !== undefined && status > 500);
  return ours && seconds >= 0 ? seconds : undefined;
}

function silent() {
  const noop = () => {};
  return { debug: noop, info: noop, warn: noop, error: noop };
}
