// SPDX-License-Identifier: Apache-2.0
export { parseCdevent } from './parseCdevent';
export type { ParseCdeventOptions, ParseCdeventResult } from './parseCdevent';
export type { NormalizedEvent } from './NormalizedEvent';
export { affectedKeys, joinKeys } from './joinKeys';
export { loadLinkedEvents } from './linkedEvents';
export { recordsFromEvents } from './recordsFromEvents';
export type { RecordsFromEventsOptions } from './recordsFromEvents';
export {
  environmentNameKey,
  environmentUseKey,
  namesEnvironment,
} from './environmentNames';
export { unwrapBody } from './unwrapBody';
export type { UnwrappedBody } from './unwrapBody';
