// SPDX-License-Identifier: Apache-2.0
export * from './explainAnswer';
export * from './HostHttp';
export * from './RateShares';
export * from './unlessGone';
