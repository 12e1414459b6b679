// SPDX-License-Identifier: Apache-2.0
export * from './Ladder';
export * from './LadderBar';
export * from './ladderLabel';
