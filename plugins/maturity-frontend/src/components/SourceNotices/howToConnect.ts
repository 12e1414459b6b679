// SPDX-License-Identifier: Apache-2.0
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';

/** Any of these ties an entity to a repository. */
const SOURCE_ANNOTATIONS = [
  'github.com/project-slug',
  'gitlab.com/project-slug',
  'gitlab.com/project-id',
  'backstage.io/source-location',
  'delivery-maturity.io/source',
];

/** The measures that come from deployments alone. */
const DEPLOYMENT_MEASURES = 'deployment.';

/** @internal */
export function hasSourceAnnotation(entity: Entity): boolean {
  const annotations = entity.metadata.annotations ?? {};
  return SOURCE_ANNOTATIONS.some(name => Boolean(annotations[name]));
}

function deploymentChecks(scorecard: ScorecardView) {
  return scorecard.dimensions
    .flatMap(dimension => dimension.checks)
    .filter(check => check.measureId.startsWith(DEPLOYMENT_MEASURES));
}

/**
 * A source looked for deployments and found none in the window: there are none, or it does not recognize them.
 *
 * @internal
 */
export function foundNoDeployments(scorecard: ScorecardView): boolean {
  const values = deploymentChecks(scorecard).flatMap(({ value }) =>
    value === undefined ? [] : [value],
  );
  return values.length === 1 && values[0] === 0;
}

/** No deployment was ever seen: every measure of them lacks a source. @internal */
export function lacksDeployments(scorecard: ScorecardView): boolean {
  const checks = deploymentChecks(scorecard);
  return (
    checks.length > 0 && checks.every(check => check.cause === 'no-source')
  );
}

/** The exact lines for catalog-info.yaml. @internal */
export function annotationExamples(entity: Entity) {
  const { name } = entity.metadata;
  const lines = (annotation: string, value: string) =>
    `metadata:\n  annotations:\n    ${annotation}: ${value}`;
  return [
    {
      id: 'gitHub' as const,
      lines: lines('github.com/project-slug', `your-organization/${name}`),
    },
    {
      id: 'gitLab' as const,
      lines: lines('gitlab.com/project-slug', `your-group/${name}`),
    },
    {
      id: 'other' as const,
      lines: lines(
        'delivery-maturity.io/source',
        `https://git.example.com/your-group/${name}`,
      ),
    },
  ];
}

/** The lines of app-config.yaml that turn each way of recognizing deployments on, for the host of the entity. @internal */
export function deploymentExamples(entity: Entity) {
  const isGitlab = Boolean(
    entity.metadata.annotations?.['gitlab.com/project-slug'],
  );
  const lines = (...rule: string[]) =>
    [
      'maturity:',
      '  collectors:',
      `    ${isGitlab ? 'gitlab' : 'github'}:`,
      '      deployments:',
      `        - entity: ${stringifyEntityRef(entity)}`,
      ...rule.map(line => `          ${line}`),
    ].join('\n');
  return [
    { id: 'api' as const, lines: lines('recognize: deployments') },
    {
      id: 'runs' as const,
      lines: isGitlab
        ? lines('recognize: pipelines', "jobs: ['deploy*']")
        : lines(
            'recognize: workflow-runs',
            "workflows: ['.github/workflows/deploy*']",
          ),
    },
    { id: 'releases' as const, lines: lines('recognize: releases') },
    {
      id: 'events' as const,
      lines: 'POST /api/maturity/v1/ingest/cdevents',
    },
  ];
}
