// SPDX-License-Identifier: Apache-2.0

/** Texts of the entity card and the entity tab. @internal */
export const entityMessages = {
  card: {
    title: 'Delivery maturity',
    open: 'Open scorecard',
  },
} as const;
