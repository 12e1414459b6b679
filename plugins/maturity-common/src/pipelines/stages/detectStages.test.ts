// SPDX-License-Identifier: Apache-2.0
import { readPipelines } from '..';

function stagesOf(job: object): string[] {
  const { pipelines } = readPipelines(
    'github',
    [
      {
        path: '.github/workflows/ci.yml',
        content: JSON.stringify({ on: 'push', jobs: { x: job } }),
      },
    ],
    {
      source: 's',
      repository: 'github.com/acme/shop',
      observedAt: '2026-06-01T00:00:00.000Z',
    },
  );
  return pipelines[0].stages;
}

describe('commands', () => {
  it.each([
    ['go test -race ./...', 'test'],
    ['cargo llvm-cov --lcov', 'test'],
    ['tox -e py', 'test'],
    ['./mvnw -B verify', 'build test'],
    ['./gradlew check', 'test'],
    ['make -j4 check', 'test'],
    ['./run_tests.sh', 'test'],
    ['pnpm --filter ./packages/* test', 'test'],
    ['ctest --output-on-failure', 'test'],
    ['vendor/bin/phpunit', 'test'],
    ['bats spec/', 'test'],
    ['npm ci', ''],
    // `cmake` is no `make`, and a build type no release.
    ['cmake -S. -Bbuild -DCMAKE_BUILD_TYPE=Release', ''],
    ['cmake --build build --config Release', 'build'],
    ['ninja -C build', 'build'],
    ['pnpm --filter web build', 'build'],
    ['npx nx run-many -t build', 'build'],
    ['dotnet publish -c Release', 'build'],
    ['tsc --noEmit', ''],
    ['cargo clippy -- -D warnings', 'lint'],
    ['test -z "$(gofmt -l .)"', 'lint'],
    ['prospector --strictness high', 'lint'],
    ['poetry run pycodestyle src', 'lint'],
    ['vendor/bin/psalm', 'lint'],
    ['cargo-deny check', 'security-scan'],
    ['jf docker scan --min-severity=High acme/shop:1', 'security-scan'],
    ['jf audit', 'security-scan'],
    ['jf config import "$JF"', ''],
    ['npm run audit', 'security-scan'],
    ['pnpm run audit', 'security-scan'],
    ['pnpm --filter web run audit:ci', 'security-scan'],
    ['make security-scan', 'security-scan'],
    ['yarn security:audit', 'security-scan'],
    ['npm run audit:a11y', ''],
    ['npm run lighthouse-audit', ''],
    ['npm run audit-logs', ''],
    ['./gradlew dependencyCheckAnalyze', 'security-scan'],
    [
      'mvn org.sonarsource.scanner.maven:sonar-maven-plugin:sonar',
      'security-scan',
    ],
    ['npx snyk test', 'test security-scan'],
    ['go run golang.org/x/vuln/cmd/govulncheck@latest ./...', 'security-scan'],
    ['pnpm -r publish --no-git-checks', 'release'],
    ['pnpm -r publish --dry-run', ''],
    ['mvn release:perform', 'release'],
    ['bash scripts/publish.sh', 'release'],
    ['sh scripts/revert-release-to-draft.sh', ''],
    ['npm run publish-coverage', 'test'],
    ['docker buildx build --push .', 'build release'],
    ['./scripts/deploy.sh production', 'deploy'],
    ['helm upgrade --install x . --atomic', 'deploy rollback'],
    ['kubectl rollout undo deployment/x', 'rollback'],
    ['gh release view v1', ''],
    ['terraform plan', ''],
  ])('%s is: %s', (run, stages) => {
    expect(stagesOf({ steps: [{ run }] }).join(' ')).toBe(stages);
  });
});

describe('actions that count by an input', () => {
  const uses = 'docker/build-push-action@v6';
  it.each([
    ['absent', undefined, ['build']],
    ['false', { push: false }, ['build']],
    ['false, as a word', { push: 'false' }, ['build']],
    ['true', { push: true }, ['build', 'release']],
    [
      'known in a run only',
      { push: "${{ github.ref == 'refs/heads/main' }}" },
      ['build', 'release'],
    ],
  ])('push an image where the input is %s', (_, input, stages) => {
    expect(stagesOf({ steps: [{ uses, with: input }] })).toEqual(stages);
  });
});
