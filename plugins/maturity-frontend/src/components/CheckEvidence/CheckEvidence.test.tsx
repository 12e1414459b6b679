// SPDX-License-Identifier: Apache-2.0
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderEntity } from '../../__testUtils__/renderEntity';
import { InMemoryMaturityApi, scorecardFixture } from '../../testUtils';
import { CheckEvidence } from './CheckEvidence';

describe('CheckEvidence', () => {
  it('lists on request what a value was counted from that nothing speaks against', async () => {
    const check = {
      ...scorecardFixture()
        .dimensions.flatMap(({ checks }) => checks)
        .find(({ checkId }) => checkId === 'change-fail-rate')!,
      outcome: 'met' as const,
      value: 0,
      n: 2,
      evidence: [],
    };
    const api = new InMemoryMaturityApi();
    jest.spyOn(api, 'getEvidence').mockResolvedValue({
      check,
      items: ['841', '840'].map(id => ({
        kind: 'deployment' as const,
        source: 'github.com/shop/checkout-api',
        id,
        label: `deploy ${id} to production`,
        value: 0,
        countsWell: true,
        url: `https://github.com/shop/checkout-api/actions/runs/${id}`,
      })),
      totalItems: 2,
    });
    renderEntity(
      <CheckEvidence
        entityRef="component:default/checkout-api"
        asOf="2026-11-22T12:00:00.000Z"
        check={check}
      />,
      { api },
    );
    expect(
      await screen.findByText('Nothing that was counted speaks against it.'),
    ).toBeInTheDocument();

    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    const table = await screen.findByRole('table', { name: 'All evidence' });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toHaveTextContent(
      /^deploy 841 to production.*counts well0 %/,
    );
    expect(
      within(rows[0]).getByRole('link', { name: /^deploy 841 to production/ }),
    ).toHaveAttribute(
      'href',
      'https://github.com/shop/checkout-api/actions/runs/841',
    );
  });

  it('opens a release to its parts', async () => {
    const check = {
      ...scorecardFixture()
        .dimensions.flatMap(({ checks }) => checks)
        .find(({ checkId }) => checkId === 'change-fail-rate')!,
      evidence: [
        {
          kind: 'deployment' as const,
          source: 'github.com',
          id: '842',
          label: 'deploy 842 to production-us, 2 parts in 2 environments',
          value: 1,
          parts: (['eu', 'us'] as const).map(region => ({
            source: 'github.com',
            id: region,
            label: `production-${region}`,
            outcome:
              region === 'us' ? ('failed' as const) : ('succeeded' as const),
            url: `https://github.com/shop/checkout-api/${region}`,
          })),
        },
      ],
    };
    renderEntity(
      <CheckEvidence
        entityRef="component:default/checkout-api"
        asOf="2026-11-22T12:00:00.000Z"
        check={check}
      />,
      { api: new InMemoryMaturityApi() },
    );
    await userEvent.click(await screen.findByText('2 parts'));
    expect(
      screen.getByText(/production-us/, { selector: 'a' }),
    ).toHaveAttribute('href', 'https://github.com/shop/checkout-api/us');
    expect(screen.getByText(/· failed/)).toBeInTheDocument();
  });
});
