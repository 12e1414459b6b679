// SPDX-License-Identifier: Apache-2.0
export * from './describeGain';
export * from './GainFigure';
