// SPDX-License-Identifier: Apache-2.0
/** Configuration of the package; the file is completed with its options. */
export interface Config {
  maturity?: {};
}
