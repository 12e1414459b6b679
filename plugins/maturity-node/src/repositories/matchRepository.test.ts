// SPDX-License-Identifier: Apache-2.0
import { component } from '../testUtils';
import { matchRepository, RepositoryNaming } from './matchRepository';

const NAMING: RepositoryNaming = {
  annotation: 'example.com/project',
  ownAnnotations: 'example.com/',
  noun: 'project',
  form: '<group>/<project>',
  formHint: ' with its group',
  slug: /^[\w-]+\/[\w-]+$/,
  publicHost: 'example.com',
  hosts: ['example.com', 'git.acme.com'],
  locate: url => {
    const { host, pathname } = new URL(url);
    return host === 'github.com'
      ? undefined
      : { host, slug: pathname.slice(1) };
  },
  addCredentials: host => `Add a token for '${host}'.`,
};
const AT = 'backstage.io/source-location';

describe('matchRepository', () => {
  const match = (
    annotations: Record<string, string>,
    naming: Partial<RepositoryNaming> = {},
  ) =>
    matchRepository(component('shop', annotations), { ...NAMING, ...naming });

  it.each<[string, Record<string, string>, Partial<RepositoryNaming>, string]>([
    [
      'the annotation',
      { 'example.com/project': ' Acme/Shop ' },
      {},
      'example.com/acme/shop',
    ],
    [
      'the annotation, at the host of the source location',
      {
        'example.com/project': 'acme/shop',
        [AT]: 'url:https://git.acme.com/x/y',
      },
      {},
      'git.acme.com/acme/shop',
    ],
    [
      'the annotation, at the host that the entity names',
      { 'example.com/project': 'acme/shop' },
      { hostOf: () => 'git.acme.com' },
      'git.acme.com/acme/shop',
    ],
    [
      'the annotation, at the only host with credentials',
      { 'example.com/project': 'acme/shop' },
      { hosts: ['git.acme.com'] },
      'git.acme.com/acme/shop',
    ],
    [
      'the source location',
      { [AT]: 'url:https://git.acme.com/acme/shop' },
      {},
      'git.acme.com/acme/shop',
    ],
    [
      'another name',
      {},
      { otherName: () => ({ path: '42' }) },
      'example.com/42',
    ],
  ])('finds it by %s', (_name, annotations, naming, target) => {
    expect(match(annotations, naming)).toEqual({ status: 'match', target });
  });

  it.each<[string, Record<string, string>, Partial<RepositoryNaming>, string]>([
    [
      'how to write the annotation',
      { 'example.com/project': 'shop' },
      {},
      "Write it as '<group>/<project>' with its group, for example 'acme/shop'.",
    ],
    [
      'which credentials are missing',
      { 'example.com/project': 'acme/shop' },
      { hostOf: () => 'other.com' },
      "Add a token for 'other.com'.",
    ],
    [
      'what is wrong with another name',
      {},
      { otherName: () => ({ problem: 'No number.' }) },
      'No number.',
    ],
    [
      'which annotation to add',
      {},
      {},
      "No project is known. Add the annotation 'example.com/project: <group>/<project>' to 'component:default/shop' in its catalog-info.yaml.",
    ],
  ])('says %s', (_name, annotations, naming, message) => {
    expect(match(annotations, naming)).toMatchObject({
      status: 'incomplete',
      message: expect.stringContaining(message),
    });
  });

  it.each<[string, Record<string, string>, Partial<RepositoryNaming>]>([
    ['is elsewhere', { [AT]: 'url:https://github.com/acme/shop' }, {}],
    ['is of another source', { 'github.com/project-slug': 'acme/shop' }, {}],
    [
      'is left to another source',
      {
        'github.com/project-slug': 'acme/shop',
        [AT]: 'url:https://git.acme.com/acme/shop',
      },
      { yieldsToOthers: true },
    ],
    ['could be of no host', {}, { hosts: [] }],
  ])('has nothing to say of what %s', (_name, annotations, naming) => {
    expect(match(annotations, naming)).toEqual({ status: 'none' });
  });
});
