// SPDX-License-Identifier: Apache-2.0
import { PipelineReference } from '../../records';
import { buildTemplate, resolveReference } from '..';

const sha = (digit: string) => digit.repeat(40);
const NOW = '2026-06-30T00:00:00.000Z';

const { template } = buildTemplate({
  id: 'ci',
  provider: 'github',
  repository: 'https://github.com/Acme/paths.git',
  defaultBranch: 'main',
  paths: ['.github/workflows/ci.yml', 'deploy/*'],
  versions: [
    { name: 'v3.9.3', revision: sha('1'), releasedAt: '2025-01-01T00:00:00Z' },
    { name: 'v4.0.0', revision: sha('2'), releasedAt: '2025-03-01T00:00:00Z' },
    // A back-port, younger than a higher version.
    { name: 'v3.9.4', revision: sha('3'), releasedAt: '2026-01-01T00:00:00Z' },
    { name: 'v4.1.0', revision: sha('4'), releasedAt: '2026-05-31T00:00:00Z' },
    {
      name: 'v5.0.0-rc.1',
      revision: sha('5'),
      releasedAt: '2026-06-10T00:00:00Z',
    },
    { name: 'v5.0.0', revision: sha('6'), releasedAt: '2026-07-10T00:00:00Z' },
    { name: 'v3', revision: sha('3') },
    // Some send the date of a moving tag too.
    { name: 'v4', revision: sha('4'), releasedAt: '2026-05-31T00:00:00Z' },
    { name: 'v4.0', revision: sha('2') },
    { name: 'stable', revision: sha('2') },
    {
      name: 'deploy@1.0.0',
      revision: sha('7'),
      releasedAt: '2025-01-01T00:00:00Z',
    },
    {
      name: 'deploy@1.1.0',
      revision: sha('8'),
      releasedAt: '2026-06-20T00:00:00Z',
    },
  ],
  snapshots: [{ revision: sha('a'), ancestorRelease: 'v4.0.0', files: [] }],
});
const registry = { templates: [template] };

function reference(
  ref: string,
  more: Partial<PipelineReference> = {},
): PipelineReference {
  return {
    target: 'github.com/acme/paths/.github/workflows/ci.yml',
    repository: 'github.com/acme/paths',
    path: '.github/workflows/ci.yml',
    ref,
    refKind: 'unknown',
    ...more,
  };
}

describe('resolveReference', () => {
  it.each([
    // ref, kind, version, newest, behind, drift in days, floating
    ['v4.1.0', 'tag', 'v4.1.0', 'v4.1.0', 0, 0],
    ['v4.0.0', 'tag', 'v4.0.0', 'v4.1.0', 1, 30],
    ['refs/tags/v4.0.0', 'tag', 'v4.0.0', 'v4.1.0', 1, 30],
    ['v3.9.4', 'tag', 'v3.9.4', 'v4.1.0', 2, 486],
    ['v3.9.3', 'tag', 'v3.9.3', 'v4.1.0', 3, 486],
    ['v3', 'tag', 'v3.9.4', 'v4.1.0', 2, 486],
    ['v4', 'tag', 'v4.1.0', 'v4.1.0', 0, 0],
    ['v4.0', 'tag', 'v4.0.0', 'v4.1.0', 1, 30],
    ['stable', 'tag', 'v4.0.0', 'v4.1.0', 1, 30],
    ['deploy@1.0.0', 'tag', 'deploy@1.0.0', 'deploy@1.1.0', 1, 10],
    [sha('2'), 'sha', 'v4.0.0', 'v4.1.0', 1, 30],
    [sha('2').toUpperCase(), 'sha', 'v4.0.0', 'v4.1.0', 1, 30],
    ['2222222', 'sha', 'v4.0.0', 'v4.1.0', 1, 30],
    [sha('a'), 'sha', 'v4.0.0', 'v4.1.0', 1, 30],
    ['main', 'branch', 'v4.1.0', 'v4.1.0', 0, 0],
    ['refs/heads/next', 'branch', 'v4.1.0', 'v4.1.0', 0, 0],
    // Whoever uses a pre-release is compared with pre-releases too.
    ['v5.0.0-rc.1', 'tag', 'v5.0.0-rc.1', 'v5.0.0-rc.1', 0, 0],
  ])(
    '%s is a %s on %s; newest %s, %d behind for %d days',
    (
      ref,
      refKind,
      resolvedVersion,
      newestVersion,
      releasesBehind,
      driftDays,
    ) => {
      expect(resolveReference(reference(ref), registry, NOW)).toMatchObject({
        refKind,
        floating: refKind === 'branch',
        resolvedVersion,
        newestVersion,
        releasesBehind,
      });
      expect(
        resolveReference(reference(ref), registry, NOW)!.driftDays,
      ).toBeCloseTo(driftDays, 6);
    },
  );

  it.each([
    ['v4', 'v4.1.0', 0],
    ['v3', 'v3.9.4', 2],
    ['v4.0', 'v4.0.0', 1],
    ['v7', undefined, undefined],
  ])(
    'takes the moving tag %s for the newest such release, %s, where only releases are declared',
    (ref, version, behind) => {
      const releasesOnly = {
        ...template,
        versions: template.versions.filter(({ name }) =>
          /\d\.\d+\.\d/.test(name),
        ),
      };
      const resolved = resolveReference(
        reference(ref),
        { templates: [releasesOnly] },
        NOW,
      );
      expect(resolved).toMatchObject({ refKind: 'tag', floating: false });
      expect(resolved!.resolvedVersion).toBe(version);
      expect(resolved!.releasesBehind).toBe(behind);
    },
  );

  it.each([
    ['v6.0.0', 'tag'],
    ['refs/tags/gone', 'tag'],
    ['some-branch', 'unknown'],
    [sha('9'), 'sha'],
    ['111111f', 'unknown'],
  ])('%s is a %s of no known version, so it has no drift', (ref, refKind) => {
    const resolved = resolveReference(reference(ref), registry, NOW);
    expect(resolved).toMatchObject({ refKind, floating: false });
    expect(resolved).not.toHaveProperty('driftDays');
    expect(resolved).not.toHaveProperty('resolvedVersion');
  });

  it.each([
    ['v4.0.0', 'v4.0.0'],
    ['4.0.0', 'v4.0.0'],
    ['v4', 'v4.1.0'],
    ['deploy@1.0.0', 'deploy@1.0.0'],
    ['v9.9.9', undefined],
  ])(
    'an unknown SHA with the comment %s is on %s',
    (versionComment, version) => {
      expect(
        resolveReference(
          reference(sha('9'), { versionComment }),
          registry,
          NOW,
        )!.resolvedVersion,
      ).toBe(version);
    },
  );

  it('believes the commit rather than the comment', () => {
    expect(
      resolveReference(
        reference(sha('2'), { versionComment: 'v4.1.0' }),
        registry,
        NOW,
      )!.resolvedVersion,
    ).toBe('v4.0.0');
  });

  it.each([
    ['2025-02-01T00:00:00Z', 'v3.9.3', 0, 0],
    ['2025-03-11T00:00:00Z', 'v3.9.3', 1, 10],
    ['2026-08-01T00:00:00Z', 'v4.1.0', 1, 22],
  ])(
    'knows at %s only what was released: %s is %d behind',
    (now, ref, behind, days) => {
      const resolved = resolveReference(reference(ref), registry, now)!;
      expect(resolved.releasesBehind).toBe(behind);
      expect(resolved.driftDays).toBeCloseTo(days, 6);
    },
  );

  it('has no version before the one in use was released', () => {
    expect(
      resolveReference(reference('v4'), registry, '2025-02-01T00:00:00Z'),
    ).not.toHaveProperty('driftDays');
  });

  it.each([
    ['another repository', { repository: 'github.com/acme/other' }],
    ['another host', { repository: 'gitlab.com/acme/paths' }],
    ['another path', { path: '.github/workflows/other.yml' }],
    ['no repository', { repository: undefined }],
    ['a local path', { refKind: 'local' as const }],
  ])('calls no approved template: %s', (_, more) => {
    expect(
      resolveReference(reference('v4', more), registry, NOW),
    ).toBeUndefined();
  });

  it('ignores the case of owner and name, and takes what a star matches', () => {
    expect(
      resolveReference(
        reference('v4', {
          repository: 'github.com/ACME/Paths',
          path: 'deploy/x.yml',
        }),
        registry,
        NOW,
      ),
    ).toBeDefined();
  });

  it('knows no drift of a template without releases, but that a branch floats', () => {
    const bare = buildTemplate({
      id: 'bare',
      provider: 'github',
      repository: 'github.com/acme/paths',
      defaultBranch: 'trunk',
      paths: ['*'],
      versions: [{ name: 'trunk', revision: sha('1') }],
    });
    const resolved = resolveReference(
      reference('trunk'),
      { templates: [bare.template] },
      NOW,
    );
    expect(resolved).toMatchObject({ refKind: 'branch', floating: true });
    expect(resolved).not.toHaveProperty('driftDays');
  });

  it('takes tags of two numbers as releases where nobody writes three', () => {
    const { template: short } = buildTemplate({
      id: 'short',
      provider: 'gitlab',
      repository: 'gitlab.com/acme/paths',
      paths: ['*'],
      versions: [
        { name: '1.2', revision: sha('1'), releasedAt: '2026-01-01T00:00:00Z' },
        {
          name: '1.10',
          revision: sha('2'),
          releasedAt: '2026-06-20T00:00:00Z',
        },
      ],
    });
    expect(
      resolveReference(
        reference('1.2', { repository: 'gitlab.com/acme/paths' }),
        { templates: [short] },
        NOW,
      ),
    ).toMatchObject({
      resolvedVersion: '1.2',
      newestVersion: '1.10',
      driftDays: 10,
    });
  });

  it.each([
    ['1', '1.10.0', 0],
    ['1.2', '1.2.3', 1],
    ['~latest', '1.10.0', 0],
    [undefined, '1.10.0', 0],
  ])('reads %s of a GitLab component as %s', (ref, version, behind) => {
    const { template: component } = buildTemplate({
      id: 'component',
      provider: 'gitlab',
      repository: 'gitlab.com/acme/paths',
      paths: ['templates/deploy.yml'],
      versions: [
        {
          name: '1.2.3',
          revision: sha('1'),
          releasedAt: '2026-01-01T00:00:00Z',
        },
        {
          name: '1.10.0',
          revision: sha('2'),
          releasedAt: '2026-06-20T00:00:00Z',
        },
      ],
    });
    expect(
      resolveReference(
        {
          target: 'gitlab.com/acme/paths/deploy',
          repository: 'gitlab.com/acme/paths',
          path: 'templates/deploy.yml',
          refKind: 'unknown',
          ...(ref ? { ref } : {}),
        },
        { templates: [component] },
        NOW,
      ),
    ).toMatchObject({ resolvedVersion: version, releasesBehind: behind });
  });
});
