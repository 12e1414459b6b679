// SPDX-License-Identifier: Apache-2.0
import { RecognizedName } from './recognizedThings';

/**
 * Words of job ids, job names and step names. Names are lower-cased and cut into words first (`unitTests`,
 * `unit-tests` and `unit_tests` are all `unit tests`); `|` separates alternatives, a space is any gap.
 */
export const RECOGNIZED_NAMES: RecognizedName[] = [
  {
    where: 'job',
    name: 'build|builds|building|compile|package|assemble|bundle',
    stages: ['build'],
  },
  {
    where: 'any',
    name: 'test|tests|testing|tested|coverage|e2e|jest|pytest|vitest|mocha|cypress|playwright|junit|unittest|unittests|smoketest|unit|rspec|phpunit|tox|specs',
    stages: ['test'],
  },
  {
    where: 'any',
    name: 'lint|linter|linters|linting|eslint|stylelint|golangci|golangci lint|prettier|ruff|flake8|pylint|mypy|pyright|isort|shellcheck|actionlint|hadolint|yamllint|markdownlint|rubocop|clippy|pre commit|precommit|code style|codestyle|code quality|format check|check format|check formatting|formatting|biome|oxlint|ktlint|detekt|checkstyle|superlinter|super linter|typos|static analysis|spell check|spellcheck|spelling',
    stages: ['lint'],
  },
  {
    where: 'any',
    name: 'sast|dast|iast|secret detection|secret scan|secret scanning|secrets scan|security scan|security scanning|security audit|security check|vulnerability scan|vulnerability scanning|vulnerability check|scan vulnerabilities|dependency scan|dependency scanning|dependency review|container scan|container scanning|image scan|iac scan|audit dependencies|dependency audit|codeql|trivy|grype|snyk|semgrep|gosec|govulncheck|zizmor|gitleaks|trufflehog|osv scanner|npm audit|pip audit',
    stages: ['security-scan'],
  },
  {
    where: 'job',
    name: 'deploy|deploys|deployed|deploying|deployment|deployments|rollout|promote',
    stages: ['deploy'],
  },
  {
    where: 'job',
    name: 'release|releases|releaser|publish|publishes|publishing|goreleaser',
    stages: ['release'],
  },
  {
    where: 'job',
    name: 'docker hub|dockerhub|docker publish|publish docker|docker push|push docker|publish (?:\\w+ )?images?|images? publish',
    stages: ['build', 'release'],
  },
  {
    where: 'any',
    name: 'push (?:\\w+ ){0,2}images?|push to (?:registry|docker hub|dockerhub|ghcr)',
    stages: ['release'],
  },
  {
    where: 'any',
    name: '(?<!migrations? )(?:rollback|rollbacks|roll back|rolling back|revert deployment|undo deployment)(?!.* tests?)',
    stages: ['rollback'],
  },
  {
    where: 'any',
    name: 'automatic rollback|automated rollback|auto rollback|rollback on failure',
    stages: ['rollback'],
    safety: ['automated-rollback'],
  },
  {
    where: 'any',
    name: 'feature flag|feature flags|feature toggle|feature toggles|launchdarkly|unleash|flagsmith',
    safety: ['feature-flags'],
  },
];
