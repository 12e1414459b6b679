// SPDX-License-Identifier: Apache-2.0
export * from './describeLevelReason';
export * from './LevelReason';
