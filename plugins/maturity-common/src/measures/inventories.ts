// SPDX-License-Identifier: Apache-2.0

/** What is read as it is now, and not as it happened. @public */
export const INVENTORIES = ['pipelines', 'gates'] as const;

/** @public */
export type Inventory = (typeof INVENTORIES)[number];
