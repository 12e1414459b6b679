// SPDX-License-Identifier: Apache-2.0
export * from './approvals';
export * from './check';
export * from './deployability';
export * from './pipeline';
export * from './provisioning';
