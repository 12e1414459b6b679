// SPDX-License-Identifier: Apache-2.0
export * from './CommitGraph';
export * from './concurrently';
export * from './groupBy';
export * from './matchesPattern';
export * from './previousDeployments';
export * from './timeline';
