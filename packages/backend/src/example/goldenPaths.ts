// SPDX-License-Identifier: Apache-2.0
import { PutTemplateBody } from '@delivery-maturity/backstage-plugin-maturity-common';
import { DAY } from './courses';
import { HOST, OWNER } from './organization';
import { createRandom } from './random';

const SERVICE_PATH = '.github/workflows/service-delivery.yml';
const BATCH_PATH = 'batch.yml';

/** Release and age in days when the example starts. */
const SERVICE_RELEASES: [string, number][] = [
  ['v1.0.0', 720],
  ['v1.1.0', 560],
  ['v2.0.0', 410],
  ['v2.1.0', 300],
  ['v3.0.0', 214],
  ['v3.1.0', 121],
  ['v3.2.0', 46],
];
const BATCH_RELEASES: [string, number][] = [
  ['v1.0.0', 520],
  ['v1.4.0', 205],
  ['v2.0.0', 62],
];

export const NEWEST_SERVICE_RELEASE = 'v3.2.0';
export const NEWEST_BATCH_RELEASE = 'v2.0.0';

/** The paved road of services, as its repository has it at each release. */
export function serviceGoldenPath(epoch: number): PutTemplateBody {
  return {
    title: 'Service delivery',
    provider: 'github',
    repository: `${HOST}/${OWNER}/golden-paths`,
    defaultBranch: 'main',
    paths: [SERVICE_PATH],
    versions: [
      ...SERVICE_RELEASES.map(([name, age]) => ({
        name,
        revision: revisionOf(name),
        releasedAt: new Date(epoch - age * DAY).toISOString(),
        files: [
          { path: SERVICE_PATH, content: serviceWorkflow(Number(name[1])) },
        ],
      })),
      { name: 'v3', revision: revisionOf(NEWEST_SERVICE_RELEASE) },
    ],
  };
}

/** The paved road of batch jobs. */
export function batchGoldenPath(epoch: number): PutTemplateBody {
  return {
    title: 'Batch delivery',
    provider: 'gitlab',
    repository: `${HOST}/${OWNER}/ci-templates`,
    defaultBranch: 'main',
    paths: [BATCH_PATH],
    versions: BATCH_RELEASES.map(([name, age]) => ({
      name,
      revision: revisionOf(`batch ${name}`),
      releasedAt: new Date(epoch - age * DAY).toISOString(),
      files: [{ path: BATCH_PATH, content: batchPipeline(Number(name[1])) }],
    })),
    stages: ['build', 'test', 'deploy'],
  };
}

function revisionOf(name: string): string {
  return createRandom('release', name).revision();
}

/** Version 2 added the security scan, version 3 the rollback and the feature flags. */
function serviceWorkflow(major: number): string {
  const scan = `
  security-scan:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: aquasecurity/trivy-action@0.28.0`;
  const rollback = `
  rollback:
    if: failure()
    needs: deploy
    runs-on: ubuntu-latest
    environment: production
    steps:
      - run: kubectl rollout undo deployment/\${{ inputs.service }}`;
  return `name: service delivery
on:
  workflow_call:
    inputs:
      service:
        type: string
        required: true
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: docker/build-push-action@v6
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm test
  lint:
    runs-on: ubuntu-latest
    steps:
      - run: npm run lint${major >= 2 ? scan : ''}
  deploy:
    needs: [build, test]
    runs-on: ubuntu-latest
    environment: production
    steps:${
      major >= 3
        ? `
      - uses: hashicorp/vault-action@v3
      - run: unleash-cli check-flags`
        : ''
    }
      - run: helm upgrade --install \${{ inputs.service }} chart${
        major >= 3 ? rollback : ''
      }
`;
}

function batchPipeline(major: number): string {
  return `stages: [build, test, deploy]
build:
  stage: build
  script: [docker build -t batch .]
test:
  stage: test
  script: [pytest]
deploy-production:
  stage: deploy
  environment: { name: production }
  script: [helm upgrade --install batch chart]
${
  major >= 2
    ? `container-scan:
  stage: test
  script: [trivy image batch]
rollback:
  stage: deploy
  when: on_failure
  script: [helm rollback batch]
`
    : ''
}`;
}
