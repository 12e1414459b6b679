// SPDX-License-Identifier: Apache-2.0
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { InMemoryPageApi, organizationFixture } from '../../testUtils';
import { address, renderPage } from '../../__testUtils__/renderPage';

async function rowNames(): Promise<string[]> {
  const table = await screen.findByRole('table', { name: 'Scorecards' });
  return within(table)
    .getAllByRole('rowheader')
    .map(cell => cell.textContent!);
}

describe('Scorecards', () => {
  it('asks for exactly what a shared link says', async () => {
    const api = new InMemoryPageApi();
    const list = jest.spyOn(api, 'listScorecards');

    renderPage(api, {
      path: '/maturity/scorecards?owner=group:default/payments&level=1&level=none&check=approval-wait&q=api&sort=dimension:approval-bottlenecks&order=desc&limit=50',
    });

    await rowNames();
    expect(list).toHaveBeenCalledTimes(1);
    expect(list).toHaveBeenCalledWith({
      owner: ['group:default/payments'],
      level: ['1', 'none'],
      check: 'approval-wait',
      q: 'api',
      sort: 'dimension:approval-bottlenecks',
      order: 'desc',
      limit: 50,
      cursor: undefined,
    });
    expect(
      await screen.findByText('Below target in “Approval wait, median”'),
    ).toBeInTheDocument();
  });

  it('puts a chosen filter into the address, and the list follows', async () => {
    const api = new InMemoryPageApi();
    renderPage(api, { path: '/maturity/scorecards?cursor=25' });
    await rowNames();

    await userEvent.type(screen.getByLabelText('Owner'), 'Ledg');
    await userEvent.click(
      await screen.findByRole('option', { name: /Ledger \(10\)/ }),
    );

    await waitFor(() =>
      expect(address.current).toBe(
        '/maturity/scorecards?owner=group:default/team-ledger',
      ),
    );
    await waitFor(async () => expect(await rowNames()).toHaveLength(10));
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() => expect(address.current).toBe('/maturity/scorecards'));
  });

  it('sorts and pages on the server, and starts over when the order changes', async () => {
    const api = new InMemoryPageApi();
    const list = jest.spyOn(api, 'listScorecards');
    renderPage(api, { path: '/maturity/scorecards?sort=name' });
    const first = await rowNames();
    expect(first).toHaveLength(25);

    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    await waitFor(() => expect(address.current).toContain('cursor=25'));
    await waitFor(async () => expect((await rowNames())[0]).not.toBe(first[0]));

    await userEvent.click(
      screen.getByRole('button', { name: 'Approval bottlenecks' }),
    );
    await waitFor(() =>
      expect(list).toHaveBeenLastCalledWith(
        expect.objectContaining({
          sort: 'dimension:approval-bottlenecks',
          order: 'asc',
          cursor: undefined,
        }),
      ),
    );
    expect(address.current).not.toContain('cursor');
  });

  it('exports the selection that is shown', async () => {
    const api = new InMemoryPageApi();
    const exported = jest.spyOn(api, 'exportScorecards');
    URL.createObjectURL = jest.fn(() => 'blob:csv');
    URL.revokeObjectURL = jest.fn();
    renderPage(api, {
      path: '/maturity/scorecards?lifecycle=production&sort=name&order=desc&cursor=25',
    });
    await rowNames();

    await userEvent.click(
      screen.getByRole('button', { name: 'Download as CSV' }),
    );

    await waitFor(() => expect(URL.createObjectURL).toHaveBeenCalled());
    expect(exported).toHaveBeenCalledWith({
      lifecycle: ['production'],
      sort: 'name',
      order: 'desc',
    });
  });

  it('links an entity to its tab, and says what is missing where nothing is known', async () => {
    renderPage(new InMemoryPageApi(organizationFixture(8)), {
      path: '/maturity/scorecards?sort=name',
    });

    expect(
      await screen.findByRole('link', { name: 'checkout-api' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/checkout-api/maturity',
    );
    expect(
      screen.getByText('Connect a source to get a next step'),
    ).toBeInTheDocument();
  });

  it('tells an empty selection from an empty portal, and an error from both', async () => {
    const api = new InMemoryPageApi([]);
    const { unmount } = renderPage(api, {
      path: '/maturity/scorecards?q=nothing',
    });
    expect(
      await screen.findByText('No scorecard matches these filters'),
    ).toBeInTheDocument();
    unmount();

    const broken = new InMemoryPageApi();
    jest
      .spyOn(broken, 'listScorecards')
      .mockRejectedValueOnce(new Error('Connection refused'));
    renderPage(broken, { path: '/maturity/scorecards' });
    expect(await screen.findByText('Connection refused')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rowNames()).toHaveLength(25);
  });
});
