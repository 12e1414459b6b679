// SPDX-License-Identifier: Apache-2.0

/** Services of the example organization once its past is told: one of it was renamed, one removed. */
export const EXAMPLE_SERVICES = 60;

/** Of these, the services of which at least one record arrives. */
export const EXAMPLE_SERVICES_WITH_RECORDS = 58;

/** Services of `contradictions/catalog.yaml` beside them. */
export const CONTRADICTING_SERVICES = 7;

/** All that a guest sees. */
export const ALL_SERVICES = EXAMPLE_SERVICES + CONTRADICTING_SERVICES;
