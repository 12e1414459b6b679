// SPDX-License-Identifier: Apache-2.0
export * from './ReachNotice';
export * from './ReachSummary';
