// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import {
  Deployment,
  Incident,
  PipelineDefinition,
  Provisioning,
} from '@delivery-maturity/backstage-plugin-maturity-common';

const DAY = 86_400_000;

/** A generator of the same numbers for the same seed. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Entities of 40 nested groups, 60 systems and 8 domains. */
export function generateCatalog(count: number): Entity[] {
  const groups = Array.from(
    { length: 40 },
    (_, index): Entity => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name: `team-${index}`, namespace: 'default' },
      spec: {
        type: 'team',
        children: [],
        ...(index >= 8 ? { parent: `team-${index % 8}` } : {}),
      },
    }),
  );
  const systems = Array.from(
    { length: 60 },
    (_, index): Entity => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: { name: `system-${index}`, namespace: 'default' },
      spec: { owner: `team-${index % 40}`, domain: `domain-${index % 8}` },
    }),
  );
  const components = Array.from(
    { length: count },
    (_, index): Entity => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: `service-${index}`,
        namespace: 'default',
        annotations: { 'github.com/project-slug': `acme/service-${index}` },
      },
      spec: {
        type: index % 5 === 0 ? 'library' : 'service',
        lifecycle: index % 3 === 0 ? 'experimental' : 'production',
        owner: `group:default/team-${index % 40}`,
        system: `system-${index % 60}`,
      },
      relations: [
        { type: 'ownedBy', targetRef: `group:default/team-${index % 40}` },
        { type: 'partOf', targetRef: `system:default/system-${index % 60}` },
      ],
    }),
  );
  return [...groups, ...systems, ...components];
}

/** Deployments of one service over 90 days, each with two changes and, mostly, an approval. */
export function generateDeployments(
  service: number,
  count: number,
  now: Date,
): Deployment[] {
  const random = createRandom(service + 1);
  const repository = `github.com/acme/service-${service}`;
  return Array.from({ length: count }, (_, index): Deployment => {
    const finished = now.getTime() - (index + random()) * (90 / count) * DAY;
    const iso = (hoursBefore: number) =>
      new Date(finished - hoursBefore * 3_600_000).toISOString();
    const wait = random() < 0.7 ? random() * 20 : 0;
    return {
      source: repository,
      id: `deployment-${index}`,
      observedAt: iso(0),
      entityRef: `component:default/service-${service}`,
      repository,
      environment: random() < 0.7 ? 'production' : 'staging',
      revision: hash(service, index),
      requestedAt: iso(wait + 0.5),
      startedAt: iso(0.2),
      finishedAt: iso(0),
      outcome: random() < 0.9 ? 'succeeded' : 'failed',
      trigger: 'push',
      waits: wait
        ? [
            {
              kind: 'approval',
              gate: 'production',
              from: iso(wait + 0.4),
              to: iso(0.3),
              decision: 'approved',
              approvers: 1,
            },
          ]
        : [],
      pipeline: { path: '.github/workflows/deploy.yml' },
      changes: [0, 1].map(n => ({
        revision: hash(service, index * 2 + n),
        committedAt: iso(wait + 2 + random() * 40),
        mergedAt: iso(wait + 1),
      })),
      url: `https://${repository}/actions/runs/${index}`,
    };
  });
}

/** How the service came to be, within the last year. */
export function generateProvisioning(service: number, now: Date): Provisioning {
  const random = createRandom(service + 100_001);
  const requested = now.getTime() - (5 + random() * 360) * DAY;
  const hours = random() < 0.3 ? random() * 2 : random() * 120;
  const deployed = new Date(requested + hours * 3_600_000).toISOString();
  return {
    source: 'portal',
    id: `provisioning-${service}`,
    observedAt: deployed,
    entityRef: `component:default/service-${service}`,
    subject: 'service',
    requestBasis: 'scaffolder',
    requestedAt: new Date(requested).toISOString(),
    firstDeploymentAt: deployed,
    selfService: random() < 0.5,
  };
}

/** One incident of the last quarter. */
export function generateIncident(service: number, now: Date): Incident {
  const random = createRandom(service + 200_001);
  const opened = now.getTime() - random() * 90 * DAY;
  const resolved = new Date(
    Math.min(opened + random() * 8 * 3_600_000, now.getTime()),
  ).toISOString();
  return {
    source: 'pager',
    id: `incident-${service}`,
    observedAt: resolved,
    entityRef: `component:default/service-${service}`,
    openedAt: new Date(opened).toISOString(),
    resolvedAt: resolved,
  };
}

/** One workflow with a build, a test and a deploy job. */
export function generatePipeline(
  service: number,
  now: Date,
): PipelineDefinition {
  const repository = `github.com/acme/service-${service}`;
  return {
    source: repository,
    id: 'pipeline:.github/workflows/deploy.yml',
    observedAt: now.toISOString(),
    entityRef: `component:default/service-${service}`,
    repository,
    provider: 'github',
    path: '.github/workflows/deploy.yml',
    jobs: [
      job('test', ['build', 'test'], []),
      job('scan', service % 2 ? ['security-scan'] : [], []),
      job('deploy', ['deploy'], []),
    ],
    references: [],
    gates: [{ kind: 'required-reviewers', gate: 'production', reviewers: 1 }],
    gatesComplete: true,
    stages: ['build', 'test', 'deploy'],
    scanTriggers: service % 2 ? ['push'] : [],
    deploysTo: ['production'],
    triggers: ['push'],
  };
}

function job(
  id: string,
  stages: PipelineDefinition['stages'],
  calls: PipelineDefinition['references'],
): PipelineDefinition['jobs'][number] {
  return { id, stages, uses: [], triggers: ['push'], calls };
}

function hash(a: number, b: number): string {
  return `${a.toString(16).padStart(8, '0')}${b
    .toString(16)
    .padStart(8, '0')}`.padEnd(40, '0');
}
