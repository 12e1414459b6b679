// SPDX-License-Identifier: Apache-2.0
import { settingsOfSource } from './configuredSources';

describe('settingsOfSource', () => {
  it.each<[string, string, boolean]>([
    ['jenkins.acme.com/job/shop', 'jenkins.acme.com/job/shop', true],
    ['jenkins.acme.com/job/shop', 'jenkins.acme.com/job/shop-2', false],
    ['Jenkins.Acme.com', 'jenkins.acme.com', true],
    ['jenkins.acme.com/*', 'jenkins.acme.com/job/shop', true],
    ['jenkins.acme.com/*', 'jenkins.acme.com', false],
    ['*/shop', 'jenkins.acme.com/job/shop', true],
    ['*', 'anything', true],
    ['a*b*c', 'a-b-c', true],
    ['a*b*c', 'a-c', false],
    ['a*a', 'a', false],
    ['a*bc*c', 'abc', false],
    ['jenkins.acme.com', 'jenkinsXacme.com', false],
  ])("matches the pattern '%s' with '%s': %s", (source, given, expected) => {
    expect(
      settingsOfSource([{ source, environment: 'production' }], given),
    ).toEqual(expected ? { environment: 'production' } : {});
  });

  it('takes each member from the first entry that matches and has it', () => {
    const configured = [
      { source: 'other', environment: 'nowhere' },
      { source: 'ci/shop', environment: 'live' },
      { source: 'ci/*', environment: 'prod', reach: ['failures' as const] },
      { source: '*', reach: [] },
    ];
    expect(settingsOfSource(configured, 'ci/shop')).toEqual({
      environment: 'live',
      reach: ['failures'],
    });
    expect(settingsOfSource(configured, 'cd/shop')).toEqual({ reach: [] });
  });
});
