// SPDX-License-Identifier: Apache-2.0

/** A failure that the person at the keyboard can act on; printed without a stack. */
export class UserError extends Error {
  name = 'UserError';
}

const REASONS = [
  {
    pattern: /ENOSPC|no space left on device/i,
    sentence:
      'There is no space left on the disk. About 3 GB are needed; free some and run the command again.',
  },
  {
    pattern:
      /UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT|SELF_SIGNED_CERT|self[- ]signed certificate/i,
    sentence:
      'The certificate of the package registry is not trusted. Tell npm and Node about your certificate authority (`npm config set cafile <file>`, NODE_EXTRA_CA_CERTS) and run the command again.',
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ESOCKETTIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network timeout/i,
    sentence:
      'The package registry could not be reached. Check the network, the proxy and `npm config get registry`, then run the command again; what is already there is kept.',
  },
  {
    pattern: /\bE?(401|403)\b|Invalid authentication/,
    sentence:
      'The package registry refused the request. Check that `npm view yarn` works on this machine, then run the command again.',
  },
  {
    pattern: /gyp ERR|node-gyp|not found: make|prebuild-install/i,
    sentence:
      'The SQLite driver had no ready build for this machine and could not be compiled. Install a C++ compiler, make and Python 3 (on Debian: `apt-get install build-essential python3`) and run the command again.',
  },
  {
    pattern: /EACCES|EPERM|EROFS/,
    sentence:
      'A file in this folder may not be written. Check who owns it, and that its disk is not read-only, and run the command again.',
  },
  {
    pattern: /YN0028|lockfile would have been (modified|created)/i,
    sentence:
      'yarn.lock does not fit the package.json files. Run `yarn install`, look at the change and commit it.',
  },
];

/** The sentence for what a package manager printed, or undefined when the cause is not known. */
export function explain(output) {
  return REASONS.find(reason => reason.pattern.test(output))?.sentence;
}

/** What a file operation failed with, as a sentence; undefined when it is none of them. */
export function explainFailure(error) {
  const { code, path: file } = error ?? {};
  if (!code || !error.syscall) return undefined;
  const reason =
    code === 'EEXIST' || code === 'ENOTDIR'
      ? 'A folder is needed there, and something else is in its place. Move that away, or name another folder.'
      : explain(code) ?? `${error.message}.`;
  return file ? `'${file}' could not be used. ${reason}` : reason;
}
