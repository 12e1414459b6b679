// SPDX-License-Identifier: Apache-2.0
/**
 * What the tests of a source need: a sink as the backend has one, a host on the loopback interface with any fault on
 * demand, and crashes at any point.
 *
 * @packageDocumentation
 */
export * from './testUtils/index';
