// SPDX-License-Identifier: Apache-2.0
export * from './WaitsFor';
export * from './waitsForText';
