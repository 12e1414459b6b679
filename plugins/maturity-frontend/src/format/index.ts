// SPDX-License-Identifier: Apache-2.0
export * from './formatMeasure';
export * from './formatTime';
export * from './entityTitle';
