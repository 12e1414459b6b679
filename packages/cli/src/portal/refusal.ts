// SPDX-License-Identifier: Apache-2.0
import { ResponseError } from '@backstage/errors';
import { PortalError } from './PortalError';

/**
 * The portal's own words when it refused a whole request. Anything else, and a
 * refusal that every further request would meet too, is thrown on.
 */
export function refusalOf(error: unknown): string {
  if (!(error instanceof ResponseError)) {
    throw error;
  }
  const { status } = error.response;
  if (status === 401 || status === 403) {
    throw new PortalError(
      `The portal does not accept the token (${status}): ${wordsOf(
        error,
      )} Give one that may ingest by --token or MATURITY_TOKEN.`,
    );
  }
  return wordsOf(error);
}

function wordsOf(error: ResponseError): string {
  const words = error.body.error?.message || error.message;
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
