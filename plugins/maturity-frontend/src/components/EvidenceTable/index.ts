// SPDX-License-Identifier: Apache-2.0
export * from './Evidence';
export * from './EvidenceTable';
