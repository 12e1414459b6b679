// SPDX-License-Identifier: Apache-2.0

/** An address taken apart. @internal */
export interface RepositoryAddress {
  /** In lower case, with its port where that tells one host from another. */
  host: string;
  /** Whether the host is the one that a provider has for its API. */
  isApi?: boolean;
  /** The decoded path. */
  segments: string[];
  user?: string;
}
