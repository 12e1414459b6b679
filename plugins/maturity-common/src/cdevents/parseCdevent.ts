// SPDX-License-Identifier: Apache-2.0
import { normalizeRepository } from '../matching/normalizeRepository';
import type { ReadingNote } from '../records';
import { hasLenientInstant } from '../records/readInstant';
import { settleEventTime } from '../records/settleEventTime';
import { artifactKey } from './artifactKey';
import { environmentNameKey, environmentUseKey } from './environmentNames';
import { readEventType } from './eventType';
import { findUseless } from './eventUse';
import { queueOf } from './jenkins';
import { joinKeys } from './joinKeys';
import type { NormalizedEvent } from './NormalizedEvent';
import { Cdevent, cdeventSchema, customDataSchema } from './schema';
import { withoutRun } from './withoutRun';

/** @public */
export interface ParseCdeventOptions {
  /** Accept the 0.6 draft with its `approval.*` events. */
  drafts?: boolean;
  /** When it was received; without it, nothing is said of times to come. */
  receivedAt?: string;
  /** The environment of a source's deployments that name none, where one is configured. */
  environmentOf?: (source: string) => string | undefined;
}

/** @public */
export type ParseCdeventResult =
  | {
      ok: true;
      event: NormalizedEvent;
      /** What was corrected, or read leniently. */
      notes: ReadingNote[];
      /** Why the event is ignored, where it is. */
      useless?: string;
    }
  | { ok: false; reason: string };

const VERSION = /^0\.(\d+)(?:\.\d+)?(?:-[0-9A-Za-z.-]+)?$/;
/** What events without a version are read as: what hand-made senders leave out, the versions have in common. */
const ASSUMED_VERSION = '0.4';
const SHA = /^[0-9a-f]{7,64}$/i;

const OUTCOMES: Record<string, NormalizedEvent['outcome']> = {
  success: 'succeeded',
  succeeded: 'succeeded',
  failure: 'failed',
  failed: 'failed',
  error: 'failed',
  aborted: 'canceled',
  cancel: 'canceled',
  canceled: 'canceled',
  cancelled: 'canceled',
};
const DECISIONS: Record<string, NormalizedEvent['decision']> = {
  approved: 'approved',
  rejected: 'rejected',
  requestchanges: 'rejected',
  expired: 'timed-out',
  cancelled: 'timed-out',
  canceled: 'timed-out',
};

function referenceToRepository(reference: {
  id?: string;
  source?: string;
  url?: string;
  uri?: string;
}): string | undefined {
  const { id, source, url, uri } = reference;
  return [
    url,
    uri,
    source && id ? `${source.replace(/\/+$/, '')}/${id}` : undefined,
    source,
    id,
  ]
    .map(candidate => candidate && normalizeRepository(candidate))
    .find(candidate => candidate !== undefined && candidate !== '');
}

function repositoryOf(
  subject: string,
  event: Cdevent,
  custom: ReturnType<typeof customDataSchema.parse>,
  purl: string | undefined,
): Pick<NormalizedEvent, 'repository' | 'repositoryFrom'> {
  const { context, subject: about } = event;
  const { content } = about;
  const stated =
    (custom.repository && normalizeRepository(custom.repository)) ||
    (custom.build?.scmState?.url &&
      normalizeRepository(custom.build.scmState.url)) ||
    (content.repository && referenceToRepository(content.repository)) ||
    (subject === 'repository'
      ? referenceToRepository({
          ...content,
          id: about.id,
          source: about.source,
        })
      : undefined);
  if (stated) {
    return { repository: stated, repositoryFrom: 'content' };
  }
  // An artifact names where it was packaged from.
  const changed = content.change?.source
    ? normalizeRepository(content.change.source)
    : undefined;
  const packaged = changed ?? (purl ? normalizeRepository(purl) : undefined);
  if (packaged) {
    return { repository: packaged, repositoryFrom: 'artifact' };
  }
  const source =
    (about.source && normalizeRepository(about.source)) ||
    normalizeRepository(context.source);
  return source ? { repository: source, repositoryFrom: 'source' } : {};
}

function revisionOf(
  subject: string,
  event: Cdevent,
  custom: ReturnType<typeof customDataSchema.parse>,
  version: string | undefined,
): string | undefined {
  const stated =
    custom.commitSha ??
    custom.revision ??
    custom.sha ??
    custom.build?.scmState?.commit;
  if (stated) {
    return stated.slice(0, 256);
  }
  const { id, content } = event.subject;
  if (subject === 'change' && SHA.test(id)) {
    return id;
  }
  const changed = content.change?.id;
  if (changed && SHA.test(changed)) {
    return changed;
  }
  return version && /^[0-9a-f]{40}$/i.test(version) ? version : undefined;
}

function validUrl(...candidates: (string | undefined)[]): string | undefined {
  return candidates.find(
    candidate =>
      candidate !== undefined &&
      /^https?:\/\//.test(candidate) &&
      URL.canParse(candidate),
  );
}

/** Whether the one who asked is the one who answered, without keeping either. */
function selfApproved(content: Cdevent['subject']['content']) {
  const name = (person: unknown) =>
    typeof person === 'object' && person !== null
      ? JSON.stringify(person)
      : person;
  const requestor = name(content.requestor);
  const responder = name(content.responder);
  return requestor && responder ? requestor === responder : undefined;
}

function serviceOf(type: string, event: Cdevent, stated: string | undefined) {
  if (stated) {
    return stated;
  }
  return type.startsWith('service.')
    ? event.subject.id
    : event.subject.content.service?.id;
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, item]) => item !== undefined),
  ) as T;
}

/** A stage that ends without an error is reported as one by senders that have no other word for it. */
const NO_ERROR = /^\s*$|^unable to get display name of the node error/i;

function outcomeOf(
  kind: string,
  content: Cdevent['subject']['content'],
  status: string | undefined,
  notes: Set<ReadingNote>,
): NormalizedEvent['outcome'] {
  if (status === 'ABORTED' || status === 'NOT_BUILT') {
    return 'canceled';
  }
  const outcome = content.outcome?.toLowerCase();
  const isUnfounded =
    kind === 'taskrun' &&
    outcome === 'error' &&
    content.errors !== undefined &&
    NO_ERROR.test(content.errors);
  if (isUnfounded) {
    notes.add('outcome-without-error');
    return undefined;
  }
  return outcome === undefined ? undefined : OUTCOMES[outcome];
}

function normalize(
  event: Cdevent,
  read: { type: string; specVersion: string; timestamp: string },
  notes: Set<ReadingNote>,
): Omit<NormalizedEvent, 'keys' | 'ignored'> {
  const { context, subject } = event;
  const { content } = subject;
  const { type } = read;
  const custom = customDataSchema.parse(event.customData ?? {});
  const [kind] = type.split('.');
  const named =
    content.artifactId ?? (kind === 'artifact' ? subject.id : undefined);
  const artifact = named === undefined ? undefined : artifactKey(named);
  const called = content.environment ?? custom.environment;
  const environment =
    called?.id ??
    called?.name ??
    (kind === 'environment' ? content.name ?? subject.id : undefined);
  const decision = content.decision ?? content.status;
  return withoutUndefined({
    source: withoutRun(context.source),
    id: context.id,
    ...read,
    subjectId: subject.id,
    subjectSource:
      subject.source === undefined || subject.source === context.source
        ? undefined
        : withoutRun(subject.source),
    chainId: context.chainId,
    purl: artifact?.key,
    revision: revisionOf(kind, event, custom, artifact?.version),
    version: (
      custom.releaseTag ??
      custom.version ??
      artifact?.version ??
      undefined
    )?.slice(0, 256),
    ...repositoryOf(kind, event, custom, named),
    service: serviceOf(type, event, custom.service)?.slice(0, 512),
    environment: environment?.slice(0, 256),
    environmentSource: called?.id === undefined ? undefined : called.source,
    outcome: outcomeOf(kind, content, custom.build?.status, notes),
    url: validUrl(
      content.approvalDetailsUrl,
      content.uri,
      content.url,
      content.viewUrl,
      custom.build?.fullUrl,
    ),
    run: content.pipelineRun?.id,
    queue: queueOf(type, event, custom),
    committedAt: custom.committedAt,
    hotfix: custom.hotfix,
    revert: custom.revert,
    rollback: type === 'service.rolledback' ? true : custom.rollback,
    trigger: custom.trigger,
    ...(kind === 'approval'
      ? {
          gate: custom.gate ?? content.name,
          decision: decision ? DECISIONS[decision.toLowerCase()] : undefined,
          selfApproved: selfApproved(content),
        }
      : {}),
  });
}

/** What other events need not share with this one, but must find it by. */
function refsOf(event: Omit<NormalizedEvent, 'keys' | 'ignored'>): string[] {
  const { type, environment, subjectId } = event;
  if (type.startsWith('environment.')) {
    return [environmentNameKey(subjectId)];
  }
  return environment === undefined ? [] : [environmentUseKey(environment)];
}

/**
 * Reads one CDEvent of version 0.1 to 0.5. Events that no record is made from are accepted and marked
 * `ignored`, with the reason; what is not a CDEvent is refused with a sentence. What senders plainly mean but write
 * otherwise is read, and noted.
 *
 * @public
 */
export function parseCdevent(
  value: unknown,
  options: ParseCdeventOptions = {},
): ParseCdeventResult {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return {
      ok: false,
      reason:
        "The item is not an object. A CDEvent has 'context' and 'subject'.",
    };
  }
  const missing = ['context', 'subject'].find(
    key =>
      typeof (value as Record<string, unknown>)[key] !== 'object' ||
      (value as Record<string, unknown>)[key] === null,
  );
  if (missing) {
    return {
      ok: false,
      reason: `The item has no '${missing}' object, so it is no CDEvent. Send events as the CDEvents specification describes them.`,
    };
  }
  const parsed = cdeventSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue.path.join('.');
    return {
      ok: false,
      reason: issue.message.startsWith("'")
        ? issue.message
        : `'${place}' ${issue.message}.`.replace(/\.\.$/, '.'),
    };
  }
  const event = parsed.data;
  const notes = new Set<ReadingNote>();
  const specVersion =
    event.context.specversion ?? event.context.version ?? ASSUMED_VERSION;
  if (!event.context.specversion && !event.context.version) {
    notes.add('event-version');
  }
  const unread = findUnreadVersion(specVersion, options.drafts === true);
  if (unread) {
    return { ok: false, reason: unread };
  }
  const type = readEventType(event.context.type);
  if (!type) {
    return {
      ok: false,
      reason: `'context.type' is '${event.context.type}'. A CDEvents type reads like 'dev.cdevents.service.deployed.0.2.0'.`,
    };
  }
  if (type.isLenient) {
    notes.add('event-type');
  }
  const time = settleEventTime(event.context.timestamp, options.receivedAt);
  if ('reason' in time) {
    return { ok: false, reason: time.reason };
  }
  time.notes.forEach(note => notes.add(note));
  if (hasLenientInstant(value)) {
    notes.add('time-format');
  }
  if (isPath(event.context.source)) {
    notes.add('event-source');
  }
  const plain = normalize(
    event,
    { type: type.type, specVersion, timestamp: time.instant },
    notes,
  );
  settleCommit(plain, options.receivedAt, notes);
  if (isDeployment(plain) && plain.environment === undefined) {
    const environment = options.environmentOf?.(plain.source);
    if (environment === undefined) {
      return {
        ok: false,
        reason: `The event says that '${plain.subjectId}' was deployed, but not to which environment, so it cannot be counted. Send 'subject.content.environment', or name the environment of the source '${plain.source}' in 'maturity.sources'.`,
      };
    }
    plain.environment = environment;
    notes.add('environment-default');
  }
  const useless = findUseless(plain, options.drafts === true);
  const whole = { ...plain, ignored: useless !== undefined };
  const refs = useless === undefined ? refsOf(plain) : [];
  return {
    ok: true,
    event: {
      ...whole,
      keys: joinKeys(whole),
      ...(refs.length > 0 && { refs }),
    },
    notes: [...notes],
    ...(useless !== undefined && { useless }),
  };
}

function findUnreadVersion(
  version: string,
  drafts: boolean,
): string | undefined {
  const minor = Number(VERSION.exec(version)?.[1] ?? NaN);
  const isDraft = minor === 6;
  if ((minor >= 1 && minor <= 5) || (isDraft && drafts)) {
    return undefined;
  }
  return isDraft
    ? `CDEvents version '${version}' is a draft, which is accepted only where drafts are switched on. Send 0.1 to 0.5.`
    : `CDEvents version '${version}' is not read. Send 0.1 to 0.5.`;
}

function isDeployment({ type }: { type: string }): boolean {
  return /^service\.(?:deployed|upgraded|rolledback)$/.test(type);
}

/** A path tells events apart within one server only. */
function isPath(source: string): boolean {
  return (
    source.includes('/') &&
    !/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(source) &&
    normalizeRepository(source) === undefined
  );
}

/** A commit at an unknown time is one whose time nobody told. */
function settleCommit(
  event: { committedAt?: string },
  receivedAt: string | undefined,
  notes: Set<ReadingNote>,
): void {
  if (event.committedAt === undefined) {
    return;
  }
  const settled = settleEventTime(event.committedAt, receivedAt);
  if ('reason' in settled) {
    delete event.committedAt;
    notes.add(settled.note);
    return;
  }
  event.committedAt = settled.instant;
  settled.notes.forEach(note => notes.add(note));
}
