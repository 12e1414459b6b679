// SPDX-License-Identifier: Apache-2.0
import { parse } from 'graphql';
import { complexityOf } from '../__testUtils__/complexity';

describe('the complexity of a question, which the stand-in host holds each one to', () => {
  it.each([
    ['a field', '{ project(fullPath: "a/b") { id fullPath } }', 3],
    [
      'a field that asks Git',
      '{ project(fullPath: "a") { repository { empty } } }',
      4,
    ],
    ['a list, by its length', '{ projects(first: 50) { nodes { id } } }', 4],
    [
      'a list of lists',
      '{ projects(first: 50) { nodes { environments(first: 100) { nodes { name } } } } }',
      12,
    ],
    [
      'what is left out',
      '{ project(fullPath: "a") { id releases @include(if: $is) { nodes { tagName } } } }',
      2,
    ],
  ])('counts %s', (_name, query, complexity) => {
    expect(complexityOf(parse(query), { is: false })).toBe(complexity);
  });
});
