// SPDX-License-Identifier: Apache-2.0
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { InMemoryPageApi, organizationFixture } from '../../testUtils';
import { address, renderPage } from '../../__testUtils__/renderPage';

async function teamNames(): Promise<string[]> {
  const table = await screen.findByRole('table', { name: 'Teams' });
  return within(table)
    .getAllByRole('rowheader')
    .map(cell => cell.textContent!);
}

describe('Rollout', () => {
  it('says how far the rollout is, beside the surveys', async () => {
    renderPage(new InMemoryPageApi());

    expect(
      await screen.findByText(/55 of 60 entities scored/),
    ).toBeInTheDocument();
    const benchmarks = screen.getByRole('region', {
      name: 'You and the industry',
    });
    expect(within(benchmarks).getByText('46 %')).toBeInTheDocument();
    expect(
      within(benchmarks).getByText(
        /^Survey, 29 %: Participants of the survey. DuploCloud 2026/,
      ),
    ).toBeInTheDocument();
    expect(
      within(benchmarks).getAllByText(/^Ours: Entities that do, of all/),
    ).toHaveLength(4);
    // Where the questions differ, the one is no mark for the other.
    const apart = within(benchmarks).getAllByText(/^Not the same question/);
    expect(apart).toHaveLength(1);
    const cards = within(benchmarks).getAllByRole('listitem');
    const marks = cards.map(
      card => card.querySelectorAll('[class*="Benchmarks-marker"]').length,
    );
    expect(marks).toEqual([1, 1, 1, 0]);
    expect(await screen.findByText(/Getting better/)).toBeInTheDocument();
  });

  it('answers which teams wait longest, and whether it gets better, with one click', async () => {
    const api = new InMemoryPageApi();
    const trend = jest.spyOn(api, 'getRollupTrend');
    renderPage(api);
    await teamNames();

    await userEvent.click(
      screen.getByRole('button', { name: 'Approval bottlenecks' }),
    );

    await waitFor(() =>
      expect(address.current).toBe(
        '/maturity?groups=approval-bottlenecks:asc&dimension=approval-bottlenecks',
      ),
    );
    const { groups } = await api.getRollup({ by: 'group' });
    const scoreOf = (title: string) =>
      groups.find(group => group.title === title)!.dimensions[3].score!;
    const scores = (await teamNames()).map(scoreOf);
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
    await waitFor(() =>
      expect(trend).toHaveBeenLastCalledWith(
        expect.objectContaining({ dimensionId: 'approval-bottlenecks' }),
      ),
    );
    const checks = screen.getByRole('table', { name: 'What holds us back' });
    expect(
      within(checks).queryByText('Lead time, median'),
    ).not.toBeInTheDocument();
  });

  it('loads the teams below a team only when it is unfolded, and keeps it in the address', async () => {
    const api = new InMemoryPageApi();
    const rollup = jest.spyOn(api, 'getRollup');
    renderPage(api, { path: '/maturity?lifecycle=production' });
    expect(await teamNames()).not.toContain('Checkout');
    expect(rollup).toHaveBeenCalledTimes(1);

    await userEvent.click(
      screen.getByRole('button', { name: 'Show teams of Payments' }),
    );

    await waitFor(async () => expect(await teamNames()).toContain('Checkout'));
    expect(rollup).toHaveBeenLastCalledWith({
      lifecycle: ['production'],
      scope: 'group:default/payments',
      by: 'group',
    });
    expect(address.current).toBe(
      '/maturity?lifecycle=production&open=group:default/payments',
    );
  });

  it('leads from a team to its own rollout, and from there to its scorecards', async () => {
    renderPage(new InMemoryPageApi());
    await userEvent.click(
      await screen.findByRole('link', { name: 'Payments' }),
    );

    expect(
      await screen.findByText(/of 20 entities scored/),
    ).toBeInTheDocument();
    expect(address.current).toBe('/maturity?scope=group:default/payments');
    await userEvent.click(
      screen.getByRole('link', { name: 'Scorecards of Payments' }),
    );
    expect(address.current).toBe(
      '/maturity/scorecards?owner=group:default/payments',
    );
  });

  it('leads from a check to the entities below target in it', async () => {
    renderPage(new InMemoryPageApi(), { path: '/maturity?type=service' });
    const checks = await screen.findByRole('table', {
      name: 'What holds us back',
    });
    expect(within(checks).getAllByRole('rowheader')[0]).toHaveTextContent(
      'Approval wait, median',
    );

    await userEvent.click(
      within(checks).getByRole('link', { name: 'Approval wait, median' }),
    );

    expect(address.current).toBe(
      '/maturity/scorecards?type=service&check=approval-wait',
    );
  });

  it('shows the figures behind the chart as a table', async () => {
    renderPage(new InMemoryPageApi());
    const levels = await screen.findByRole('region', {
      name: 'Levels over time',
    });
    await userEvent.click(
      await within(levels).findByRole('button', { name: 'Show as table' }),
    );
    expect(
      await screen.findByRole('columnheader', { name: '4 On demand' }),
    ).toBeInTheDocument();
  });

  it('shows where the time of all changes goes, and the mean beyond the target rather than a sum', async () => {
    renderPage(new InMemoryPageApi());
    const time = await screen.findByRole('region', {
      name: 'Where the time goes',
    });
    expect(time).toHaveTextContent('median of 12,720 changes of 60 entities');
    expect(time).toHaveTextContent('approval 26 h: 54 % of a change’s time');
    expect(time).toHaveTextContent(
      /A change takes 22 h .* longer on average than its target allows; 160 of 12,720 changes take longer, 12.4 a week/,
    );
    expect(screen.queryByText(/hours lost|a week lost/i)).toBeNull();
  });

  it('draws no line from the days before anything was scored', async () => {
    const api = new InMemoryPageApi();
    jest.spyOn(api, 'getRollupTrend').mockResolvedValue({
      points: [
        { day: '2026-05-29', levels: [0, 0, 0, 0, 0], none: 0 },
        { day: '2026-11-25', levels: [3, 1, 0, 0, 0], none: 0, score: 41 },
      ],
    });
    renderPage(api);
    expect(
      await screen.findByText('The history has one day'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/went from/)).not.toBeInTheDocument();
  });

  it('teaches where nothing is scored', async () => {
    renderPage(new InMemoryPageApi([]));
    expect(
      await screen.findByText('Nothing is scored yet'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'See what arrives' }),
    ).toHaveAttribute('href', '/maturity/data');
  });

  it('unfolds the company by itself where it is the only group on top', async () => {
    const payments = organizationFixture(30).filter(({ owner }) =>
      ['group:default/team-checkout', 'group:default/team-ledger'].includes(
        owner!,
      ),
    );
    renderPage(new InMemoryPageApi(payments));
    await waitFor(async () =>
      expect((await teamNames()).sort()).toEqual([
        'Checkout',
        'Ledger',
        'Payments',
      ]),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Hide teams of Payments' }),
    );
    await waitFor(async () => expect(await teamNames()).toEqual(['Payments']));
  });

  it('evaluates everything and tells how it went', async () => {
    renderPage(new InMemoryPageApi());
    await userEvent.click(
      await screen.findByRole('button', { name: 'Evaluate all' }),
    );
    expect(
      await screen.findByText('1 entity evaluated', undefined, {
        timeout: 5000,
      }),
    ).toBeInTheDocument();
  });

  it('says that nothing is measured rather than that all is well', async () => {
    const rows = organizationFixture(3).map(row => ({
      ...row,
      level: undefined,
      levelName: undefined,
      score: undefined,
      coverage: 0,
      nextStep: undefined,
      dimensions: row.dimensions.map(dimension => ({
        ...dimension,
        level: undefined,
        score: undefined,
        coverage: 0,
      })),
    }));
    renderPage(new InMemoryPageApi(rows));

    expect(
      await screen.findByText(
        'Nothing has been measured for these 3 entities yet',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: /Data says which sources are read/ }),
    ).toHaveAttribute('href', '/maturity/data');
    expect(screen.getByText(/github.com\/project-slug/)).toBeInTheDocument();
    expect(screen.queryByText(/at its target/)).toBeNull();
    expect(screen.queryByText('What holds us back')).toBeNull();
  });
});
