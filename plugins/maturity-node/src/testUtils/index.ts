// SPDX-License-Identifier: Apache-2.0
export * from './collectAll';
export * from './crashes';
export * from './MemorySink';
export * from './StandInServer';
