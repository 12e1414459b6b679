// SPDX-License-Identifier: Apache-2.0
import { PackageURL } from 'packageurl-js';
import { normalizeRepository } from '../matching/normalizeRepository';
import { joinKeys } from './joinKeys';
import type { NormalizedEvent } from './NormalizedEvent';
import { Cdevent, cdeventSchema, customDataSchema } from './schema';

/** @public */
export interface ParseCdeventOptions {
  /** Accept the 0.6 draft with its `approval.*` events. */
  drafts?: boolean;
}

/** @public */
export type ParseCdeventResult =
  | { ok: true; event: NormalizedEvent }
  | { ok: false; reason: string };

const TYPE =
  /^dev\.cdevents\.([a-z]+)\.([a-z]+)\.\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;
const CUSTOM_TYPE =
  /^dev\.cdeventsx\.([a-z][a-z0-9-]*)\.([a-z]+)\.\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;
const VERSION = /^0\.(\d+)(?:\.\d+)?(?:-[0-9A-Za-z.-]+)?$/;
const SHA = /^[0-9a-f]{7,64}$/i;

/** Events that records are made from, or that join them. */
const USED = new Set([
  'repository.created',
  'change.created',
  'change.merged',
  'pipelinerun.queued',
  'pipelinerun.started',
  'pipelinerun.finished',
  'taskrun.started',
  'taskrun.finished',
  'build.finished',
  'artifact.packaged',
  'artifact.published',
  'environment.created',
  'service.deployed',
  'service.upgraded',
  'service.rolledback',
  'incident.detected',
  'incident.reported',
  'incident.resolved',
  'ticket.created',
]);
const USED_DRAFTS = new Set([
  'approval.created',
  'approval.updated',
  'approval.closed',
]);

const OUTCOMES: Record<string, NormalizedEvent['outcome']> = {
  success: 'succeeded',
  failure: 'failed',
  error: 'failed',
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

function parsePurl(value: string | undefined): PackageURL | undefined {
  if (!value?.startsWith('pkg:')) {
    return undefined;
  }
  try {
    return PackageURL.fromString(value);
  } catch {
    // An artifact id that is no package URL joins by its text.
    return undefined;
  }
}

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
  purl: PackageURL | undefined,
): string | undefined {
  const stated = custom.commitSha ?? custom.revision ?? custom.sha;
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
  return purl?.version && /^[0-9a-f]{40}$/i.test(purl.version)
    ? purl.version
    : undefined;
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

function normalize(
  event: Cdevent,
  type: string,
  specVersion: string,
  used: boolean,
): NormalizedEvent {
  const { context, subject } = event;
  const { content } = subject;
  const custom = customDataSchema.parse(event.customData ?? {});
  const [kind] = type.split('.');
  const artifact =
    content.artifactId ?? (kind === 'artifact' ? subject.id : undefined);
  const parsedPurl = parsePurl(artifact);
  const purl = parsedPurl?.toString() ?? artifact;
  const environment =
    content.environment?.id ??
    custom.environment?.id ??
    (kind === 'environment' ? content.name ?? subject.id : undefined);
  const decision = content.decision ?? content.status;
  const plain = withoutUndefined({
    source: context.source,
    id: context.id,
    type,
    specVersion,
    timestamp: context.timestamp,
    ignored: !used,
    subjectId: subject.id,
    subjectSource:
      subject.source === context.source ? undefined : subject.source,
    chainId: context.chainId,
    purl,
    revision: revisionOf(kind, event, custom, parsedPurl),
    version: (
      custom.releaseTag ??
      custom.version ??
      parsedPurl?.version ??
      undefined
    )?.slice(0, 256),
    ...repositoryOf(kind, event, custom, purl),
    service: serviceOf(type, event, custom.service)?.slice(0, 512),
    environment: environment?.slice(0, 256),
    outcome: content.outcome
      ? OUTCOMES[content.outcome.toLowerCase()]
      : undefined,
    url: validUrl(
      content.approvalDetailsUrl,
      content.uri,
      content.url,
      content.viewUrl,
    ),
    run: content.pipelineRun?.id,
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
  return { ...plain, keys: joinKeys(plain) };
}

/**
 * Reads one CDEvent of version 0.3, 0.4 or 0.5. Events that no record is made from are accepted and marked
 * `ignored`; what is not a CDEvent is refused with a sentence.
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
  const specVersion = event.context.specversion ?? event.context.version;
  if (!specVersion) {
    return {
      ok: false,
      reason:
        "'context.version' (up to 0.4) or 'context.specversion' (from 0.5) is missing. It names the version of the CDEvents specification.",
    };
  }
  const minor = Number(VERSION.exec(specVersion)?.[1] ?? NaN);
  const isDraft = minor === 6;
  if (!(minor >= 3 && minor <= 5) && !(isDraft && options.drafts)) {
    return {
      ok: false,
      reason: isDraft
        ? `CDEvents version '${specVersion}' is a draft, which is accepted only where drafts are switched on. Send 0.3, 0.4 or 0.5.`
        : `CDEvents version '${specVersion}' is not read. Send 0.3, 0.4 or 0.5.`,
    };
  }
  const match = TYPE.exec(event.context.type);
  if (!match && !CUSTOM_TYPE.test(event.context.type)) {
    return {
      ok: false,
      reason: `'context.type' is '${event.context.type}'. A CDEvents type reads like 'dev.cdevents.service.deployed.0.2.0'.`,
    };
  }
  const type = match ? `${match[1]}.${match[2]}` : event.context.type;
  const used =
    USED.has(type) || (options.drafts === true && USED_DRAFTS.has(type));
  return { ok: true, event: normalize(event, type, specVersion, used) };
}
