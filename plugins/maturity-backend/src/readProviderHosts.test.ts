// SPDX-License-Identifier: Apache-2.0
import { ConfigReader } from '@backstage/config';
import { readProviderHosts } from './readProviderHosts';

describe('readProviderHosts', () => {
  it.each([
    [{}, ['github.com']],
    [{ github: [{ host: 'ghe.acme.com' }] }, ['github.com', 'ghe.acme.com']],
    [
      { github: [{ host: 'GHE.acme.com', token: 'x' }] },
      ['ghe.acme.com', 'github.com'],
    ],
    [
      {
        github: [
          { host: 'ghe.acme.com', token: 'x' },
          { host: 'github.com', apps: [] },
        ],
      },
      ['github.com', 'ghe.acme.com'],
    ],
  ])('%j has the hosts %j', (integrations, hosts) => {
    expect(
      readProviderHosts(new ConfigReader({ integrations })).github,
    ).toEqual(hosts);
  });
});
