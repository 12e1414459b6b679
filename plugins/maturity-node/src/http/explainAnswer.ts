// SPDX-License-Identifier: Apache-2.0
import { STATUS_CODES } from 'node:http';
import {
  ProviderNotFoundError,
  ProviderOutageError,
  ProviderPermissionError,
} from '../collecting/errors';

/** An answer that is not a good one, as far as its meaning depends on it. @public */
export interface FailedAnswer {
  status: number;
  /** What was answered, as text. */
  text: string;
  /** When the host lets us come back, by its own words. */
  retryAt?: Date;
}

/** How a host words its failures. @public */
export interface FailureWords {
  /** As it stands in a sentence, for example `GitHub`. */
  provider: string;
  /** The host's own words in the body of an answer, parsed; undefined where it has none, as in the page of a proxy. */
  wordsOf?(body: unknown): string | undefined;
  /** Whether 403 says that a limit is reached, which passes, and not that a permission is missing, which does not. */
  isLimit?(words: string): boolean;
  /** Whether the host gave up on a heavy request, of which a lighter one may pass. */
  isTimeout?(status: number, words: string): boolean;
}

/** GitLab, Backstage and most others put their words into one of these. */
function usualWords(body: unknown): string | undefined {
  const {
    error_description: description,
    message,
    error,
  } = (body ?? {}) as {
    error_description?: unknown;
    message?: unknown;
    error?: unknown;
  };
  const said = description ?? message ?? error;
  const words =
    typeof said === 'object' && said !== null && 'message' in said
      ? said.message
      : said;
  if (words === undefined || typeof words === 'string') {
    return words;
  }
  return JSON.stringify(words);
}

/**
 * What an answer means that is not a good one: no permission, nothing there, or an outage. An outage is never taken for
 * a fact: 429 and 5xx say nothing of what was asked for.
 *
 * @public
 */
export function explainAnswer(
  { status, text, retryAt }: FailedAnswer,
  host: FailureWords,
): Error {
  const { provider } = host;
  const body = parseJson(text);
  const own = (host.wordsOf ?? usualWords)(body);
  const words =
    own && status < 500
      ? own
      : `${own ?? STATUS_CODES[status] ?? 'Failure'} (${status})`;
  const isLimit =
    status === 403 && (retryAt !== undefined || host.isLimit?.(words));
  if (status === 429 || status >= 500 || isLimit) {
    return new ProviderOutageError(provider, words, {
      retryAt,
      isTimeout: host.isTimeout?.(status, words),
    });
  }
  if (status === 401 || status === 403) {
    return new ProviderPermissionError(provider, words, status === 401);
  }
  if (status === 404 || status === 410 || status === 451) {
    return new ProviderNotFoundError(provider, words);
  }
  return new Error(`${provider} says “${words}”`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
