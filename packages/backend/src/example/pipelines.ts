// SPDX-License-Identifier: Apache-2.0
import { Archetype, archetypes } from './archetypes';
import { ExampleService, OWNER } from './organization';
import { Situation, situationAt } from './situation';

/** The raw pipeline files of one service at an instant. */
export function pipelineFilesOf(
  service: ExampleService,
  situation: Situation,
  at: number,
):
  | {
      provider: 'github' | 'gitlab';
      files: { path: string; content: string }[];
    }
  | undefined {
  if (!service.archetype) {
    return undefined;
  }
  const archetype: Archetype = archetypes[service.archetype];
  const state = situationAt(situation, at);
  const gates = archetype.gates
    .map(({ gate }) => gate)
    .filter(gate => !state.removedGates.includes(gate));
  const version = state.version ?? archetype.version ?? '';
  if (archetype.pipeline === 'batch-golden') {
    return {
      provider: 'gitlab',
      files: [{ path: '.gitlab-ci.yml', content: batch(version, gates) }],
    };
  }
  const own =
    archetype.pipeline === 'manual' || archetype.pipeline === 'homegrown';
  const content = own
    ? ownWorkflow(service.name, archetype.pipeline === 'manual', gates, version)
    : golden(service.name, version, gates);
  return {
    provider: 'github',
    files: [{ path: '.github/workflows/delivery.yml', content }],
  };
}

function golden(name: string, version: string, gates: string[]): string {
  return `name: delivery
on:
  push:
    branches: [main]
  pull_request:
jobs:
${approvals(gates)}${deliver(name, version, gates)}`;
}

function deliver(name: string, version: string, gates: string[]): string {
  const needs = gates.length ? `needs: [${gates.join(', ')}]\n    ` : '';
  return `  deliver:
    ${needs}uses: ${OWNER}/golden-paths/.github/workflows/service-delivery.yml@${version}
    with:
      service: ${name}
`;
}

function ownWorkflow(
  name: string,
  manual: boolean,
  gates: string[],
  version: string,
): string {
  return `name: delivery
on:
  ${manual ? 'workflow_dispatch:' : 'push:\n    branches: [main]'}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: docker build -t ${name} .
${
  manual
    ? ''
    : `  test:
    runs-on: ubuntu-latest
    steps:
      - run: npm test
`
}${approvals(gates)}  deploy:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - run: kubectl apply -f deploy.yaml
${version && deliver(name, version, gates)}`;
}

function approvals(gates: string[]): string {
  return gates
    .map(
      gate => `  ${gate}:
    runs-on: ubuntu-latest
    steps:
      - uses: trstringer/manual-approval@v1
        with:
          secret: \${{ github.token }}
          approvers: release-managers
`,
    )
    .join('');
}

function batch(version: string, gates: string[]): string {
  return `include:
  - project: ${OWNER}/ci-templates
    ref: ${version}
    file: /batch.yml
${gates
  .map(
    gate => `${gate}:
  stage: deploy
  when: manual
  allow_failure: false
  environment: { name: production }
  script: [echo released]
`,
  )
  .join('')}`;
}
