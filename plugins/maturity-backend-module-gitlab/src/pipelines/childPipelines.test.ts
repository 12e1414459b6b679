// SPDX-License-Identifier: Apache-2.0
import {
  collectAll,
  component,
  createCollector,
} from '../__testUtils__/collectAll';
import { StandInHost } from '../__testUtils__/StandInHost';
import { project, WorldProject } from '../__testUtils__/world';

async function pipelinesOf(world: WorldProject) {
  const host = await new StandInHost([world]).start();
  try {
    const sink = await collectAll({
      collector: createCollector(host.url),
      entities: [component(world.path)],
    });
    return sink.pipelines.get('component:default/shop')!;
  } finally {
    await host.stop();
  }
}

describe('files of child pipelines', () => {
  it('are fetched in all spellings, with what they include and trigger, where variables name them too', async () => {
    const script = 'script: helm upgrade shop ./chart';
    const pipelines = await pipelinesOf(
      project('acme/shop', {
        files: {
          '.gitlab-ci.yml':
            'a: { trigger: { include: ci/a.yml } }\nb: { variables: { PART: b }, trigger: { include: [{ local: /ci/$PART.yml }], strategy: depend } }\n',
          'ci/a.yml': `include: ci/jobs.yml\nagain: { trigger: { include: ci/deep.yml } }\n`,
          'ci/jobs.yml': 'scan: { script: trivy fs . }\n',
          'ci/b.yml': `ship: { environment: production, ${script}, rules: [{ when: manual }] }\n`,
          'ci/deep.yml': `stage: { environment: staging, ${script} }\n`,
        },
      }),
    );
    expect(
      pipelines.map(({ path, deploysTo, stages }) => [path, deploysTo, stages]),
    ).toEqual([
      ['.gitlab-ci.yml', [], []],
      ['ci/a.yml', [], ['security-scan']],
      ['ci/deep.yml', ['staging'], ['deploy']],
      ['ci/b.yml', ['production'], ['deploy']],
    ]);
  });
});

it('tells the tier of a protected environment that its name does not tell', async () => {
  const pipelines = await pipelinesOf(
    project('acme/shop', {
      files: {
        '.gitlab-ci.yml':
          'deploy: { environment: { name: frankfurt, deployment_tier: production }, script: make deploy }\n',
      },
      environments: [
        { id: 9, name: 'frankfurt', tier: 'production', state: 'available' },
      ],
      protectedEnvironments: [
        {
          name: 'frankfurt',
          deploy_access_levels: [],
          required_approval_count: 2,
          approval_rules: [],
        },
      ],
    }),
  );
  const gates = pipelines.flatMap(pipeline => pipeline.gates);
  expect(gates).toContainEqual({
    environment: 'frankfurt',
    tier: 'production',
    kind: 'required-reviewers',
    gate: 'frankfurt',
    reviewers: 2,
  });
});
