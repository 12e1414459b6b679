// SPDX-License-Identifier: Apache-2.0
import { readUses } from './readUses';

const SHA = '1'.repeat(40);
const PATH = 'acme/paths/.github/workflows/ci.yml';

describe('the comment beside a SHA', () => {
  it.each([
    ['v6.1.0', 'v6.1.0'],
    ['tag=v6.1.0', 'v6.1.0'],
    ['renovate: tag=pkg@1.2.3', 'pkg@1.2.3'],
    ['@scope/pkg@1.2.3', '@scope/pkg@1.2.3'],
    ['ratchet:acme/paths@v6', 'v6'],
    [`ratchet:${PATH}@v6.0.0`, 'v6.0.0'],
    ['pin@v6', 'v6'],
    ['2026-01-31: (v6.1.0)', 'v6.1.0'],
    ['2026-01-31', undefined],
    ['main', undefined],
  ])('%s names the version %s', (comment, version) => {
    const reference = readUses({
      uses: `${PATH}@${SHA}`,
      host: 'example.com',
      comment,
    });
    expect(reference).toMatchObject({ refKind: 'sha', ref: SHA });
    expect(reference.versionComment).toBe(version);
  });
});

it('reads refs that hold an @ of their own, as tags of a monorepo do', () => {
  expect(
    readUses({ uses: `${PATH}@@scope/pkg@1.2.3`, host: 'example.com' }),
  ).toMatchObject({
    repository: 'example.com/acme/paths',
    path: '.github/workflows/ci.yml',
    ref: '@scope/pkg@1.2.3',
    refKind: 'tag',
  });
});
