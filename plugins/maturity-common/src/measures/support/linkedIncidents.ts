// SPDX-License-Identifier: Apache-2.0
import { environmentKey, Incident, resolveTier } from '../../records';
import { Release } from '../../releases';
import { EvidenceItem, MeasureInput } from '../types';
import { LiveReleases } from './LiveReleases';
import { RecordView, viewOf } from './recordView';
import { toMillis } from './time';

/** An incident and how it is known which release caused it. @internal */
export interface LinkedIncident {
  incident: Incident;
  opened: number;
  /** Undefined while it goes on. */
  resolved?: number;
  /** What its environment is compared by, where it names one that the entity has. */
  environment?: string;
  /** Measured: it names the deployment. Inferred: it opened soon after it. */
  basis: 'measured' | 'inferred';
}

/** @internal */
export interface IncidentLinks {
  /** By the key of the release. */
  byRelease: Map<string, LinkedIncident[]>;
  /** What no production release was found for, with the reason as a sentence. */
  unlinked: { incident: Incident; reason: string }[];
  /** Those of them that happened outside of production. */
  elsewhere: Set<Incident>;
}

const links = new WeakMap<MeasureInput, IncidentLinks>();

/**
 * The incidents of the entity by the production release that caused them.
 *
 * @remarks
 *
 * An incident names its deployment. One that names none belongs to the last release that succeeded in its environment
 * within 24 h before it opened; in any production environment where it names none, or a production environment that
 * the entity does not have under this name. An incident elsewhere is none of production.
 *
 * @internal
 */
export function linkedIncidents(input: MeasureInput): IncidentLinks {
  let result = links.get(input);
  if (!result) {
    result = linkIncidents(viewOf(input), input.settings.tierPatterns);
    links.set(input, result);
  }
  return result;
}

function linkIncidents(
  view: RecordView,
  tierPatterns: MeasureInput['settings']['tierPatterns'],
): IncidentLinks {
  const byRelease = new Map<string, LinkedIncident[]>();
  const unlinked: IncidentLinks['unlinked'] = [];
  const elsewhere: IncidentLinks['elsewhere'] = new Set();
  if (view.incidents.length === 0) {
    return { byRelease, unlinked, elsewhere };
  }
  const named = namedReleases(view);
  const live = new LiveReleases(
    view.productionHistory.filter(({ outcome }) => outcome === 'succeeded'),
  );
  const environments = new Set(
    view.releases.flatMap(release => release.environments),
  );
  const link = (release: Release, linked: LinkedIncident) => {
    const before = byRelease.get(release.key);
    if (before) before.push(linked);
    else byRelease.set(release.key, [linked]);
  };
  for (const incident of view.incidents) {
    const opened = toMillis(incident.openedAt);
    const ended =
      incident.resolvedAt === undefined
        ? undefined
        : toMillis(incident.resolvedAt);
    const key =
      incident.environment === undefined
        ? undefined
        : environmentKey(incident.environment);
    const environment =
      key !== undefined && environments.has(key) ? key : undefined;
    const facts = {
      incident,
      opened,
      ...(ended !== undefined && ended <= view.now && { resolved: ended }),
      ...(environment !== undefined && { environment }),
    };
    if (incident.deployment !== undefined) {
      const release = named.get(incident.deployment);
      if (release && !release.redeployment) {
        link(release, { ...facts, basis: 'measured' });
      } else {
        unlinked.push({
          incident,
          reason: `It names the deployment '${incident.deployment}', ${
            release
              ? 'which deployed what was live already'
              : 'which is no production deployment of this entity that is known'
          }.`,
        });
      }
      continue;
    }
    if (
      incident.environment !== undefined &&
      environment === undefined &&
      resolveTier(incident.environment, undefined, tierPatterns) !==
        'production'
    ) {
      elsewhere.add(incident);
      unlinked.push({
        incident,
        reason: `It names the environment '${incident.environment}', to which no production deployment of this entity went.`,
      });
      continue;
    }
    const release = live.lastBefore(opened, environment);
    if (release) link(release, { ...facts, basis: 'inferred' });
    else {
      unlinked.push({
        incident,
        reason:
          'It names no deployment, and no production deployment of this entity succeeded in the 24 h before it opened.',
      });
    }
  }
  return { byRelease, unlinked, elsewhere };
}

/** Incidents name a deployment by its id, or by `source` + space + id. */
function namedReleases(view: RecordView): Map<string, Release> {
  const named = new Map<string, Release>();
  const names = new Set(
    view.incidents.flatMap(({ deployment }) => deployment ?? []),
  );
  if (names.size === 0) {
    return named;
  }
  for (const release of view.releases) {
    for (const { key, deployment } of release.parts) {
      if (names.has(key)) named.set(key, release);
      const { id } = deployment;
      if (names.has(id) && !named.has(id)) named.set(id, release);
    }
  }
  return named;
}

/** Incidents that no release was found for, as evidence that counts nowhere. @internal */
export function unlinkedEvidence(input: MeasureInput): EvidenceItem[] {
  return linkedIncidents(input).unlinked.map(({ incident, reason }) => ({
    kind: 'incident',
    source: incident.source,
    id: incident.id,
    label: `incident ${incident.id}, linked to no deployment`,
    at: incident.openedAt,
    ...(incident.url && { url: incident.url }),
    details: { linked: false, reason },
  }));
}
