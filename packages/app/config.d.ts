// SPDX-License-Identifier: Apache-2.0
export interface Config {
  /** The example organization of this portal. */
  maturityExample?: {
    /**
     * `false` leaves it out. Default: true
     * @visibility frontend
     */
    enabled?: boolean;
  };
}
