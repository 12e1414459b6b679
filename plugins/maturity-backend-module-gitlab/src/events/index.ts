// SPDX-License-Identifier: Apache-2.0
export { digestEvent, EVENT_TOPICS } from './digestEvent';
