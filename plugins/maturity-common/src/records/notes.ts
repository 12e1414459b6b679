// SPDX-License-Identifier: Apache-2.0

/**
 * What can be noted of how an item of a source was read: something in it was corrected, or read although it is not
 * written as its specification asks for. Notes are counted for each source and shown on the Data page.
 *
 * @public
 */
export const READING_NOTES = {
  'time-before-2000':
    'Times before the year 2000 are taken for unknown. Leave a time out instead of sending a zero.',
  'time-ahead':
    'Times later than received, by more than 5 minutes and up to 24 hours, are taken as the time of receipt. Check the clock and the time zone of the sender.',
  'end-before-start':
    'Ends up to 5 minutes before their start are taken as the time of the start. Check that the clocks of the sender agree.',
  'time-format':
    'Times are not written as ISO 8601 asks for. Write them as 2026-11-22T08:30:00Z.',
  'event-type':
    'Event types have no full version. Write them as dev.cdevents.service.deployed.0.2.0.',
  'event-version':
    'The version of the CDEvents specification is missing or is none that is read. Events were read as version 0.4.',
  'event-source':
    'Sources are paths instead of addresses, which only tell events apart within one server. Set the address of the server at the sender.',
  'outcome-without-error':
    'Runs end with the outcome error without naming one. They are not taken for failures.',
  'environment-default':
    'Deployments name no environment. The one configured for the source is taken.',
} as const;

/** @public */
export type ReadingNote = keyof typeof READING_NOTES;
