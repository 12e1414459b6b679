// SPDX-License-Identifier: Apache-2.0
import {
  Fault,
  StandInServer,
} from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import {
  collectAll,
  component,
  createCollector,
} from './__testUtils__/collectAll';

class RefusingHost extends StandInServer {
  protected answer() {
    return { status: 404 };
  }
}

describe('what an entity is told of a host that refuses', () => {
  let host: RefusingHost;
  beforeAll(async () => {
    host = await new RefusingHost().start();
  });
  afterAll(() => host.stop());

  it.each<[Fault, string, RegExp]>([
    [
      { status: 401, body: { message: 'Bad credentials' } },
      'no-permission',
      /“Bad credentials”.*expired, were revoked.*'integrations.github'/,
    ],
    [
      { status: 403, body: { message: 'Forbidden by the organization' } },
      'no-permission',
      /“Forbidden by the organization”.*access to 'acme\/shop': 'Metadata'/,
    ],
    [
      { status: 503, body: '<html><body>Unicorn</body></html>' },
      'stale',
      /^github.com: Service Unavailable \(503\)$/,
    ],
  ])('%j', async (fault, state, message) => {
    host.fault = () => fault;
    const { statuses } = await collectAll({
      collector: createCollector(host.origin),
      entities: [component('acme/shop')],
    });
    expect(statuses.get('component:default/shop')).toMatchObject({
      state,
      message: expect.stringMatching(message),
    });
  });
});
