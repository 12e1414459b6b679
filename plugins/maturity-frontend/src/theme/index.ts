// SPDX-License-Identifier: Apache-2.0
export {
  emphasisColors,
  levelColors,
  neutralColors,
  readable,
  tint,
} from './colors';
export type { Swatch } from './colors';
