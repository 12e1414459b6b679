// SPDX-License-Identifier: Apache-2.0
import { readPipelines } from '../readPipelines';
import { resolveStages } from '../templates/resolveStages';
import { gatesOnEveryWay } from './gatesOnEveryWay';
import { waysToProduction } from './waysToProduction';

const W = '.github/workflows/';

type Shape = [
  name: string,
  provider: 'github' | 'gitlab',
  files: Record<string, string>,
  /** 1 where a change gets to production by these files, else 0. */
  hasWay: number,
  gates: string,
  stages: string,
];

const SHAPES: Shape[] = [
  [
    'GitHub: kustomize + argocd on main',
    'github',
    {
      [`${W}cd.yml`]: `on: {push: {branches: [main]}}
jobs:
  image: {runs-on: u, steps: [{uses: docker/build-push-action@v6, with: {push: true}}]}
  rollout: {needs: image, steps: [{run: "cd overlays/production && kustomize edit set image shop=x"},{run: argocd app sync shop-production}]}
`,
    },
    1,
    '',
    'build,deploy,release',
  ],
  [
    'GitHub: terraform plan on pr, apply dispatch',
    'github',
    {
      [`${W}infra.yml`]: `on: {pull_request: , workflow_dispatch: {inputs: {env: {type: choice, options: [staging, prod]}}}}
jobs:
  plan: {if: "github.event_name == 'pull_request'", steps: [{run: terraform fmt -check},{run: terraform plan}]}
  apply: {if: "github.event_name == 'workflow_dispatch'", environment: "\${{ inputs.env }}", steps: [{run: terraform apply -auto-approve}]}
`,
    },
    1,
    'manual start of .github/workflows/infra.yml',
    'deploy,lint',
  ],
  [
    'GitHub: release-please then cloud run',
    'github',
    {
      [`${W}release.yml`]: `on: {push: {branches: [main]}}
jobs:
  rp: {outputs: {created: "\${{ steps.r.outputs.release_created }}"}, steps: [{id: r, uses: googleapis/release-please-action@v4}]}
  deploy: {needs: rp, if: "needs.rp.outputs.created == 'true'", steps: [{uses: google-github-actions/deploy-cloudrun@v2, with: {service: shop-prod}}]}
`,
    },
    1,
    '',
    'deploy,release',
  ],
  [
    'GitHub: scheduled scan and preview',
    'github',
    {
      [`${W}scan.yml`]: `on: {schedule: [{cron: '0 3 * * *'}]}
jobs: {scan: {steps: [{uses: aquasecurity/trivy-action@0.28.0}]}}
`,
      [`${W}preview.yml`]: `on: pull_request
jobs: {preview: {environment: "preview-\${{ github.event.number }}", steps: [{run: vercel deploy}]}}
`,
    },
    0,
    '',
    'deploy,security-scan',
  ],
  [
    'GitHub: serverless manual approval',
    'github',
    {
      [`${W}d.yml`]: `on: {push: {branches: [main]}}
jobs:
  test: {steps: [{run: npm ci},{run: npm test}]}
  ok: {needs: test, steps: [{uses: trstringer/manual-approval@v1}]}
  prod: {needs: ok, steps: [{run: npx serverless deploy --stage prod}]}
`,
    },
    1,
    'ok (trstringer/manual-approval)',
    'deploy,test',
  ],
  [
    'GitHub: fly dry run and azure',
    'github',
    {
      [`${W}d.yml`]: `on: {push: {branches: [main]}}
jobs:
  dry: {steps: [{run: helm upgrade shop ./c --dry-run}]}
  web: {needs: dry, environment: {name: Production}, steps: [{uses: azure/webapps-deploy@v3, with: {app-name: shop}}]}
`,
      [`${W}rollback.yml`]: `on: workflow_dispatch
jobs: {rollback: {environment: Production, steps: [{run: fly releases rollback}]}}
`,
    },
    1,
    '',
    'deploy,rollback',
  ],
  [
    'GitHub: ecs by reusable workflow',
    'github',
    {
      [`${W}main.yml`]: `on: {push: {branches: [main]}}
jobs:
  stg: {uses: ./.github/workflows/_d.yml, with: {env: staging}}
  prd: {needs: stg, uses: ./.github/workflows/_d.yml, with: {env: production}}
`,
      [`${W}_d.yml`]: `on: {workflow_call: {inputs: {env: {type: string, required: true}}}}
jobs: {d: {environment: "\${{ inputs.env }}", steps: [{uses: aws-actions/amazon-ecs-deploy-task-definition@v2}]}}
`,
    },
    1,
    '',
    'deploy',
  ],
  [
    'GitLab: manual production',
    'gitlab',
    {
      '.gitlab-ci.yml': `stages: [test, deploy]
t: {stage: test, script: [npm run lint, npm test]}
prod: {stage: deploy, script: helm upgrade shop ./c, environment: production, rules: [{if: '$CI_COMMIT_BRANCH == "main"', when: manual}]}
`,
    },
    1,
    'prod',
    'deploy,lint,test',
  ],
  [
    'GitLab: child pipeline',
    'gitlab',
    {
      '.gitlab-ci.yml': `d: {trigger: {include: ci/d.yml, strategy: depend}, rules: [{if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH'}]}
`,
      'ci/d.yml': `live: {script: kubectl apply -k overlays/live, environment: {name: live}}
`,
    },
    1,
    '',
    'deploy',
  ],
  [
    'GitLab: rollback button',
    'gitlab',
    {
      '.gitlab-ci.yml': `d: {stage: deploy, script: fly deploy, environment: production, only: [main]}
rollback: {stage: deploy, script: fly releases rollback, environment: production, when: manual, only: [main]}
`,
    },
    1,
    '',
    'deploy,rollback',
  ],
  [
    'GitLab: review app only',
    'gitlab',
    {
      '.gitlab-ci.yml': `review: {stage: deploy, script: helm upgrade r ./c, environment: {name: review/$CI_COMMIT_REF_SLUG, on_stop: stop}, rules: [{if: $CI_MERGE_REQUEST_IID}]}
stop: {stage: deploy, script: helm uninstall r, environment: {name: review/$CI_COMMIT_REF_SLUG, action: stop}, when: manual, rules: [{if: $CI_MERGE_REQUEST_IID, when: manual}]}
`,
    },
    0,
    '',
    'deploy',
  ],
  [
    'GitLab: terraform plan apply manual, stg auto',
    'gitlab',
    {
      '.gitlab-ci.yml': `stages: [build, staging, production]
img: {stage: build, script: [docker build -t x ., docker push x]}
stg: {stage: staging, script: terraform apply -auto-approve, environment: staging}
go: {stage: production, script: terraform apply -auto-approve, environment: production, when: manual, allow_failure: false, only: [main]}
`,
    },
    1,
    'go',
    'build,deploy,release',
  ],
  [
    'GitLab: scheduled scan, dry run',
    'gitlab',
    {
      '.gitlab-ci.yml': `scan: {script: trivy image x, rules: [{if: '$CI_PIPELINE_SOURCE == "schedule"'}]}
dry: {script: kubectl apply --dry-run=server -f k8s/prod}
`,
    },
    0,
    '',
    'security-scan',
  ],
];

describe('how services deploy', () => {
  it.each(SHAPES)('%s', (_, provider, files, hasWay, gates, stages) => {
    const { pipelines, problems } = readPipelines(
      provider,
      Object.entries(files).map(([path, content]) => ({ path, content })),
      {
        source: 's',
        observedAt: '2026-06-01T00:00:00.000Z',
        defaultBranch: 'main',
      },
    );
    const { ways } = waysToProduction(pipelines);
    const found = new Set(
      pipelines.flatMap(
        one => resolveStages(one, pipelines, { templates: [] }).stages,
      ),
    );
    expect(problems).toEqual([]);
    expect(Math.min(ways.length, 1)).toBe(hasWay);
    expect(
      gatesOnEveryWay(ways)
        .gates.map(({ gate }) => gate.gate)
        .join(),
    ).toBe(gates);
    expect([...found].sort().join()).toBe(stages);
  });
});
