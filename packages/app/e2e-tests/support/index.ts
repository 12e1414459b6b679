// SPDX-License-Identifier: Apache-2.0
export * from './checkToggle';
export * from './Clicks';
export * from './counts';
export * from './deployedEvents';
export * from './findViolations';
export * from './portal';
export * from './screens';
export * from './tabTo';
