// SPDX-License-Identifier: Apache-2.0
import { screen, within } from '@testing-library/react';
import { renderEntity } from '../../__testUtils__/renderEntity';
import { EvidenceTable } from './EvidenceTable';

const SOURCE = 'github.com/shop/checkout-api';

describe('EvidenceTable', () => {
  it('opens a release to the deployments that it is made of', async () => {
    renderEntity(
      <EvidenceTable
        caption="Worst evidence"
        none="Nothing"
        formatValue={String}
        items={[
          {
            kind: 'deployment',
            source: SOURCE,
            id: '841',
            label: 'release 841',
            parts: [
              {
                source: SOURCE,
                id: '841-eu',
                label: 'production, deploy-eu',
                outcome: 'succeeded',
                url: 'https://github.com/shop/checkout-api/actions/runs/841',
              },
              {
                source: SOURCE,
                id: '841-us',
                label: 'production, deploy-us',
                outcome: 'failed',
              },
            ],
          },
          {
            kind: 'deployment',
            source: SOURCE,
            id: '840',
            label: 'deploy 840',
          },
        ]}
      />,
    );
    const release = (await screen.findByText('2 parts')).closest('details')!;
    expect(screen.getAllByRole('group')).toHaveLength(1);
    const [, eu, us] = [...release.children] as HTMLElement[];
    expect(eu).toHaveTextContent(/production, deploy-eu.* · succeeded/);
    expect(within(eu).getByRole('link')).toHaveAttribute(
      'href',
      'https://github.com/shop/checkout-api/actions/runs/841',
    );
    expect(us).toHaveTextContent('production, deploy-us · failed');
  });
});
