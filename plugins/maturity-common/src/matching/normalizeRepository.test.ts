// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { normalizeRepository, repositoryKey } from './normalizeRepository';

/** Every way of naming one repository, by what it is brought to. */
const NAMES: Record<string, string[]> = {
  'github.com/acme/shop': [
    'github.com/acme/shop',
    'https://github.com/acme/shop',
    'https://www.github.com/acme/shop/',
    'https://github.com/acme/shop.git',
    'git+https://token@github.com/acme/shop.git',
    'git+ssh://git@github.com/acme/shop.git',
    'scm:git:https://github.com/acme/shop.git',
    'http://github.com/acme/shop?tab=readme#top',
    'http://github.com:80/acme/shop',
    'https://github.com:443/acme/shop',
    'git://github.com/acme/shop',
    '//github.com/acme/shop',
    'ssh://git@github.com:22/acme/shop.git',
    'ssh://git@ssh.github.com:443/acme/shop.git',
    'git@github.com:acme/shop.git',
    'github.com:acme/shop',
    'url:https://github.com/acme/shop/tree/main/services/a/',
    'https://github.com/acme/shop/blob/main/catalog-info.yaml',
    'https://github.com/acme/shop/releases',
    'https://github.com/acme/shop/actions/runs/7',
    'https://api.github.com/repos/acme/shop',
    'https://raw.githubusercontent.com/acme/shop/main/README.md',
    'pkg:github/acme/shop@v1.2.3',
    'pkg:github/acme/shop@pkg%401.2.3#sub/path',
    'pkg:oci/shop@sha256%3Aab?vcs_url=git%2Bhttps://github.com/acme/shop.git%40abc',
  ],
  'github.acme.com/acme/shop': [
    'https://github.acme.com/api/v3/repos/acme/shop',
    'https://github.acme.com/acme/shop/pull/7',
    'git@github.acme.com:acme/shop.git',
  ],
  'github.acme.com:8443/acme/shop': [
    'https://github.acme.com:8443/acme/shop/pull/7',
  ],
  'acme.ghe.com/acme/shop': [
    'https://acme.ghe.com/acme/shop',
    'https://api.acme.ghe.com/repos/acme/shop',
  ],
  'git.acme.com/acme/shop': [
    'https://git.acme.com/acme/shop/tree/main',
    'https://git.acme.com/acme/shop/pull/7',
    'https://git.acme.com/acme/shop/commit/0123abcd',
    'https://git.acme.com/acme/shop/src/branch/main/deploy',
    'https://git.acme.com/api/v1/repos/acme/shop',
    'ssh://git@git.acme.com:2222/acme/shop.git',
    'https://git.acme.com/acme/shop.git/info/refs',
  ],
  'gitlab.com/group/sub/shop': [
    'https://gitlab.com/group/sub/shop',
    'https://gitlab.com/group/sub/shop/-/tree/main/x',
    'https://gitlab.com/group/sub/shop/-/pipelines/12',
    'https://gitlab.com/group/sub/shop/-/jobs',
    'https://gitlab.com/api/v4/projects/group%2Fsub%2Fshop/pipelines/12',
    'git@gitlab.com:group/sub/shop.git',
    'ssh://git@altssh.gitlab.com:443/group/sub/shop.git',
    'pkg:gitlab/group/sub/shop@v1',
  ],
  'gitlab.com/group/platform/pipelines': [
    'https://gitlab.com/group/platform/pipelines',
    'https://gitlab.com/group/platform/pipelines/-/pipelines/7',
    'git@gitlab.com:group/platform/pipelines.git',
  ],
  'gitlab.com/group/issues/releases/src': [
    'https://gitlab.com/group/issues/releases/src.git',
    'gitlab.com/group/issues/releases/src/-/tags',
  ],
  'gitlab.com/group/-': ['https://gitlab.com/group/-'],
  'gitlab.com/group/sub/-': ['https://gitlab.com/group/sub/-'],
  'gitlab.com/group/-/shop': ['https://gitlab.com/group/-/shop/-/tree/main'],
  'dev.azure.com/acme/Retail Platform/_git/shop': [
    'https://dev.azure.com/acme/Retail%20Platform/_git/shop',
    'https://acme@dev.azure.com/acme/Retail%20Platform/_git/shop?path=/&version=GBmain',
    'https://dev.azure.com/acme/Retail Platform/_git/shop/commit/0123abcd',
    'https://acme.visualstudio.com/Retail%20Platform/_git/shop',
    'https://acme.visualstudio.com/DefaultCollection/Retail%20Platform/_git/shop',
    'git@ssh.dev.azure.com:v3/acme/Retail%20Platform/shop',
    'ssh://git@ssh.dev.azure.com/v3/acme/Retail%20Platform/shop',
    'acme@vs-ssh.visualstudio.com:v3/acme/Retail%20Platform/shop',
    'ssh://acme@vs-ssh.visualstudio.com:22/DefaultCollection/Retail%20Platform/_ssh/shop',
    'https://dev.azure.com/acme/Retail%20Platform/_apis/git/repositories/shop',
    'dev.azure.com/acme/Retail Platform/_git/shop',
  ],
  'dev.azure.com/acme/shop/_git/shop': [
    'https://dev.azure.com/acme/_git/shop',
    'https://acme.visualstudio.com/_git/shop',
    'https://dev.azure.com/acme/shop/_git/shop',
  ],
  'tfs.acme.com:8080/tfs/Main/Retail Platform/_git/shop': [
    'https://tfs.acme.com:8080/tfs/Main/Retail%20Platform/_git/shop/pullrequest/7',
  ],
  'bitbucket.org/acme/shop': [
    ' https://bitbucket.org/acme/shop/src/main/ ',
    'git@bitbucket.org:acme/shop.git',
    'https://user@bitbucket.org/acme/shop.git',
    'https://api.bitbucket.org/2.0/repositories/acme/shop/commits',
  ],
  'bitbucket.acme.com/pay/shop': [
    'https://bitbucket.acme.com/scm/pay/shop.git',
    'https://bitbucket.acme.com/projects/pay/repos/shop/browse/src?at=main',
    'https://bitbucket.acme.com/bitbucket/scm/pay/shop.git',
    'https://bitbucket.acme.com/rest/api/1.0/projects/pay/repos/shop',
    'ssh://git@bitbucket.acme.com:7999/pay/shop.git',
    'git@bitbucket.acme.com:7999/pay/shop.git',
  ],
  'stash.acme.com/~jane/shop': [
    'https://stash.acme.com/scm/~jane/shop.git',
    'https://stash.acme.com/users/jane/repos/shop/browse',
    'https://stash.acme.com/projects/~jane/repos/shop',
    'ssh://git@stash.acme.com:7999/~jane/shop.git',
  ],
  'codeberg.org/acme/shop': [
    'https://codeberg.org/acme/shop/src/branch/main/deploy.yml',
    'https://codeberg.org/acme/shop/releases/tag/v1',
  ],
};

const CASES = Object.entries(NAMES).flatMap(([repository, names]) =>
  names.map(name => [name, repository] as const),
);

describe('normalizeRepository', () => {
  it.each(CASES)('%s is %s', (name, repository) => {
    expect(normalizeRepository(name)).toBe(repository);
  });

  it.each(Object.keys(NAMES))('%s in capitals is the same', repository => {
    expect(repositoryKey(repository.toUpperCase())).toBe(
      repository.toLowerCase(),
    );
  });

  it.each([
    '',
    'shop',
    'acme/shop',
    '/monitoring/prod1',
    'https://github.com/acme',
    'https://jenkins',
    'job/shop/12/',
    '/apis/namespaces/ci/pipelineruns/shop-7',
    'pkg:oci/shop@sha256%3Aab',
    'pkg:npm/%40acme/shop@1.0.0',
    'pkg:',
    'tekton',
    'x'.repeat(3000),
    'github.com/a b/c',
    'https://dev.azure.com/acme/Retail',
    'https://gitlab.com/api/v4/projects/1234',
    'https://github.com/constructor',
  ])('%s names no repository', name => {
    expect(normalizeRepository(name)).toBeUndefined();
  });

  const segment = fc.stringMatching(
    /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,12}[A-Za-z0-9_]$/,
  );
  const legal = fc.oneof(
    segment,
    fc.constantFrom(
      'pipelines',
      'releases',
      'issues',
      'tags',
      'actions',
      'settings',
      'src',
      'pull',
      'compare',
      'wiki',
      'merge_requests',
      'constructor',
    ),
  );

  it('keeps the whole path of a GitLab project, whatever it is called', () => {
    fc.assert(
      fc.property(
        fc.array(
          legal.filter(name => !/\.git$/i.test(name) && !/^\d+$/.test(name)),
          { minLength: 2, maxLength: 6 },
        ),
        path => {
          fc.pre(
            !path.some(name =>
              /^(?:tree|blob|raw|blame|commits|edit|wikis|tag|download|latest|runs|workflows|branch|commit|_git|repos|projects|users)$/.test(
                name,
              ),
            ),
          );
          fc.pre(
            !path.some(
              name => /^[0-9a-f]{7,}$/i.test(name) || name.includes('..'),
            ),
          );
          fc.pre(!/^(?:api|scm)$/.test(path[0]));
          const name = `gitlab.example.com/${path.join('/')}`;
          expect(normalizeRepository(name)).toBe(name);
          expect(normalizeRepository(`https://${name}.git`)).toBe(name);
          expect(normalizeRepository(`https://${name}/-/tree/main/a`)).toBe(
            name,
          );
          expect(
            normalizeRepository(`git@gitlab.example.com:${path.join('/')}.git`),
          ).toBe(name);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('changes nothing when it is asked twice, and never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 60 }),
          fc.webUrl(),
          fc.constantFrom(...CASES.map(([name]) => name)),
        ),
        name => {
          const once = normalizeRepository(name);
          fc.pre(once !== undefined && !once.includes('%'));
          expect(normalizeRepository(once!)).toBe(once);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
