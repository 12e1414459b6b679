// SPDX-License-Identifier: Apache-2.0
export interface Config {
  /** The example organization of this portal. */
  maturityExample?: {
    /**
     * `false` leaves it out. Default: true
     * @visibility frontend
     */
    enabled?: boolean;
    /** Who sees what: everything to everybody (the default), or each team what it owns. */
    policy?: 'everything' | 'own-team';
  };
}
