// SPDX-License-Identifier: Apache-2.0
import { StandInHost } from './StandInHost';

/** A host for all tests of a file; before each it is empty and well. */
export function useHost(): StandInHost {
  const host = new StandInHost([]);
  const { limit, flesh, fault, twist } = host;
  beforeAll(() => host.start());
  afterAll(() => host.stop());
  beforeEach(() => {
    host.world.clear();
    host.requests.length = 0;
    Object.assign(host, { limit, flesh, fault, twist, used: 0, quick: false });
  });
  return host;
}
