// SPDX-License-Identifier: Apache-2.0

const TYPE = /^cd\.([a-z]+)\.[a-z]+\.v\d+$/i;

/** What a finished run says of itself. */
const OUTCOMES: Record<string, string> = {
  finished: 'success',
  error: 'error',
};

/**
 * Reads an event as it was before CDEvents had a body of their own, and as the CloudEvents controller of Tekton sends
 * it: all that it tells stands in the attributes of the CloudEvent, or in its data under the same names.
 *
 * @returns the event as a CDEvent, still unchecked; undefined where it is none of these
 * @internal
 */
export function earlyEvent(
  envelope: Record<string, unknown>,
  data: Record<string, unknown>,
): Record<string, unknown> | undefined {
  const [, kind] = TYPE.exec(String(envelope.type ?? '')) ?? [];
  if (!kind) {
    return undefined;
  }
  const attributes = textsOf(data, envelope.extensions, envelope);
  const subject = kind.toLowerCase();
  const own = (name: string) => attributes.get(`${subject}${name}`);
  const isRun = subject === 'pipelinerun' || subject === 'taskrun';
  const run = attributes.get('subject');
  const id =
    subject === 'environment'
      ? attributes.get('envid')
      : (isRun ? run : undefined) ?? own('id') ?? own('name');
  const environment = attributes.get('serviceenvid');
  return {
    context: {
      id: envelope.id,
      source: envelope.source,
      type: envelope.type,
      timestamp: envelope.time,
    },
    subject: {
      id,
      content: {
        name: subject === 'environment' ? attributes.get('envname') : undefined,
        url: own('url'),
        outcome: OUTCOMES[own('status')?.toLowerCase() ?? ''],
        errors: own('errors'),
        environment:
          environment === undefined ? undefined : { id: environment },
        // The services of a run are named by its results.
        pipelineRun:
          subject === 'service' && run !== undefined ? { id: run } : undefined,
      },
    },
    customData: { version: own('version') },
  };
}

/** Texts that are not empty by their names, which headers have in lower case; later parts win. */
function textsOf(...parts: unknown[]): Map<string, string> {
  return new Map(
    parts.flatMap(part =>
      typeof part !== 'object' || part === null
        ? []
        : Object.entries(part).flatMap(([name, value]) =>
            typeof value === 'string' && value.trim() !== ''
              ? [[name.toLowerCase(), value] as const]
              : [],
          ),
    ),
  );
}
