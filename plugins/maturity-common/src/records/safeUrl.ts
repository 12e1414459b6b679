// SPDX-License-Identifier: Apache-2.0

/** The longest address that is kept. */
const MAX_LENGTH = 2048;

/**
 * An address from outside as a link may carry it: absolute, `http` or `https`, without a name or password. Everything
 * else (`javascript:`, `data:`, a path, `https://token@host/`) is undefined, for an address is worth less than the
 * record it comes with: it is left out, and the record is kept.
 *
 * @public
 */
export function safeUrl(address: unknown): string | undefined {
  if (typeof address !== 'string' || address.length > MAX_LENGTH) {
    return undefined;
  }
  const text = address.trim();
  const url = parseUrl(text);
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
  const hasCredentials = Boolean(url?.username || url?.password);
  return isWeb && !hasCredentials ? text : undefined;
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    // What is no address is no error here: it is left out.
    return undefined;
  }
}
