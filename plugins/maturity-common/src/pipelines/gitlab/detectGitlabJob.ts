// SPDX-License-Identifier: Apache-2.0
import { SafetyDefault, Stage, STAGES } from '../../records';
import { MAX_USES } from '../limits';
import { shorten } from '../readJob';
import { detectStages } from '../stages/detectStages';
import { isDocumentation, publishesPages } from '../stages/documentation';
import { Recognition } from '../stages/recognition';
import { Work } from '../Work';
import { asList, asText, emptyMap, isMap, YamlMap } from '../yaml';
import { deploysNothing, environmentOf } from './environments';
import { JobResolver } from './resolveJobs';

/** What a job does, by its commands, keywords and names. @internal */
export interface DetectedJob {
  stages: Stage[];
  safety: SafetyDefault[];
  /** Images. */
  uses: string[];
  /** Whether a command is known that deploys. */
  isSeenDeploying: boolean;
}

const REPORT_STAGES = new Map<string, Stage>([
  ['junit', 'test'],
  ['coverage_report', 'test'],
  ['codequality', 'lint'],
  ['sast', 'security-scan'],
  ['dast', 'security-scan'],
  ['dependency_scanning', 'security-scan'],
  ['container_scanning', 'security-scan'],
  ['secret_detection', 'security-scan'],
]);
/** Keys of `secrets` entries that name where a secret is kept. */
const SECRET_STORES = [
  'vault',
  'gcp_secret_manager',
  'azure_key_vault',
  'akeyless',
  'aws_secrets_manager',
  'gitlab_secrets_manager',
];

function stagesByKeyword(job: YamlMap): Stage[] {
  const stages: Stage[] = [];
  const reports = isMap(job.artifacts) ? job.artifacts.reports : undefined;
  for (const report of Object.keys(isMap(reports) ? reports : emptyMap())) {
    const stage = REPORT_STAGES.get(report);
    if (stage) {
      stages.push(stage);
    }
  }
  if (job.release !== undefined) {
    stages.push('release');
  }
  if (job.coverage !== undefined) {
    stages.push('test');
  }
  if (environmentOf(job)) {
    stages.push('deploy');
  }
  return stages;
}

function readsSecrets({ secrets }: YamlMap): boolean {
  return (
    isMap(secrets) &&
    Object.values(secrets).some(
      secret =>
        isMap(secret) &&
        SECRET_STORES.some(store => secret[store] !== undefined),
    )
  );
}

function imagesOf(job: YamlMap): string[] {
  return [job.image, ...asList(job.services)].flatMap(
    image => (isMap(image) ? asText(image.name) : asText(image)) ?? [],
  );
}

function scriptsOf(job: YamlMap, resolver: JobResolver): string[] {
  const steps = asList(job.run).flatMap(step =>
    isMap(step) ? resolver.lines(step.script) : [],
  );
  return [
    ...['before_script', 'script', 'after_script'].flatMap(key =>
      resolver.lines(job[key]),
    ),
    ...steps,
  ];
}

/** The stages that the name of a job's stage tells, where its commands do not tell otherwise. */
function addNamedStages(
  stages: Set<Stage>,
  stageName: string | undefined,
  recognition: Recognition,
): void {
  const named = detectStages(
    { id: stageName ?? '', stepNames: [], scripts: [], uses: [] },
    recognition,
  ).stages;
  for (const stage of named) {
    // Linters and scanners usually sit in the stage called `test`.
    if (stage !== 'test' || stages.size === 0) {
      stages.add(stage);
    }
  }
}

/** Whether GitLab publishes what a job leaves on GitLab Pages: by its old name, or by the keyword. */
function isPagesJob(name: string, { pages }: YamlMap): boolean {
  return pages === undefined ? name === 'pages' : pages !== false;
}

/** Finds what a job does. @internal */
export function detectGitlabJob(
  name: string,
  job: YamlMap,
  resolver: JobResolver,
  { recognition, work }: { recognition: Recognition; work: Work },
): DetectedJob {
  const images = imagesOf(job);
  const scripts = scriptsOf(job, resolver).filter(text => work.takeText(text));
  const byCommand = detectStages(
    { id: '', stepNames: [], scripts, uses: images },
    recognition,
  );
  const detected = detectStages(
    { id: name, stepNames: [], scripts, uses: images },
    recognition,
  );
  const stages = new Set<Stage>([...detected.stages, ...stagesByKeyword(job)]);
  addNamedStages(stages, asText(job.stage), recognition);
  const isSeenDeploying = byCommand.stages.includes('deploy');
  const onlyPublishes =
    byCommand.stages.includes('release') &&
    !isSeenDeploying &&
    environmentOf(job) === undefined;
  const environment = environmentOf(job);
  const documents =
    !isSeenDeploying &&
    isDocumentation({
      names: [name],
      environments: environment === undefined ? [] : [environment],
      onPages: isPagesJob(name, job) || scripts.some(publishesPages),
    });
  // What stands in a stage `deploy` and pushes an image deploys nothing by that.
  if (deploysNothing(job) || onlyPublishes || documents) {
    stages.delete('deploy');
  }
  const safety = new Set(detected.safety);
  if (readsSecrets(job)) {
    safety.add('central-secrets');
  }
  if (stages.has('rollback') && asText(job.when) === 'on_failure') {
    safety.add('automated-rollback');
  }
  return {
    stages: STAGES.filter(stage => stages.has(stage)),
    safety: [...safety],
    uses: images.map(use => shorten(use, MAX_USES)),
    isSeenDeploying,
  };
}
