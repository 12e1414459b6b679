// SPDX-License-Identifier: Apache-2.0

const STRICT =
  /^dev\.cdevents\.([a-z]+)\.([a-z]+)\.\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;
const CUSTOM =
  /^dev\.cdeventsx\.[a-z][a-z0-9-]*\.[a-z]+\.\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;
/** With another version or none, in another case, or without the first words, as senders made by hand write it. */
const LENIENT =
  /^(?:dev\.)?(?:cd(?:events)?\.)?([a-z_-]+)\.([a-z_-]+)(?:\.v?\d[\w.-]*)?$/i;
const SUBJECTS = new Set([
  'repository',
  'branch',
  'change',
  'build',
  'pipelinerun',
  'taskrun',
  'testcaserun',
  'testsuiterun',
  'testoutput',
  'artifact',
  'environment',
  'service',
  'incident',
  'ticket',
  'approval',
]);

/**
 * Reads the type of a CDEvent as `subject.predicate`; a custom type as it is.
 *
 * @returns undefined where it is the type of no CDEvent
 * @internal
 */
export function readEventType(
  text: string,
): { type: string; isLenient: boolean } | undefined {
  const [, subject, predicate] = STRICT.exec(text) ?? [];
  if (subject) {
    return { type: `${subject}.${predicate}`, isLenient: false };
  }
  if (CUSTOM.test(text)) {
    return { type: text, isLenient: false };
  }
  const [about, what] = (LENIENT.exec(text) ?? [])
    .slice(1)
    .map(word => word.toLowerCase().replace(/[_-]/g, ''));
  return about && what && SUBJECTS.has(about)
    ? { type: `${about}.${what}`, isLenient: true }
    : undefined;
}
