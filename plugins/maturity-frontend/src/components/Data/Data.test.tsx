// SPDX-License-Identifier: Apache-2.0
import { screen, within } from '@testing-library/react';
import { InMemoryPageApi } from '../../testUtils';
import { renderPage } from '../../__testUtils__/renderPage';

describe('Data', () => {
  it('shows lag, budget and what went wrong in the words of the provider', async () => {
    renderPage(new InMemoryPageApi(), { path: '/maturity/data' });

    await screen.findByText(/55 of 60 entities have at least one record/);
    const collectors = screen.getByRole('region', { name: 'Collectors' });
    expect(
      await within(collectors).findByText(
        '401 Unauthorized: token was revoked',
      ),
    ).toBeInTheDocument();
    expect(within(collectors).getByText('25 h')).toBeInTheDocument();
    expect(
      within(collectors).getByText(/github.com: 3,900 of 5,000 requests left/),
    ).toBeInTheDocument();
  });

  it('tells what counts as a deployment, and one trouble of many entities once', async () => {
    renderPage(new InMemoryPageApi(), { path: '/maturity/data' });

    const ways = await screen.findByRole('list', {
      name: 'What counts as a deployment',
    });
    expect(ways).toHaveTextContent(
      "runs of 'deploy*', for 42 entities: component checkout-api and 41 more",
    );
    const notices = within(screen.getByRole('list', { name: 'Notices' }));
    expect(notices.getAllByRole('listitem')).toHaveLength(1);
    expect(
      notices.getByRole('link', { name: 'component order-service' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/order-service/maturity',
    );
  });

  it('tells of each of several hosts how far behind it is, and its words once', async () => {
    const api = new InMemoryPageApi();
    const { collectors, ...rest } = await api.getSources();
    const words = 'git.acme.example: 503 Service Unavailable';
    jest.spyOn(api, 'getSources').mockResolvedValue({
      ...rest,
      collectors: [
        {
          ...collectors[0],
          state: 'stale',
          lastError: words,
          hosts: [
            {
              host: 'git.acme.example',
              state: 'stale',
              entities: 1200,
              stale: 1180,
              failed: 0,
              lagSeconds: 7200,
              lastError: words,
            },
            {
              host: 'github.com',
              state: 'ok',
              entities: 40,
              stale: 0,
              failed: 2,
              lagSeconds: 0,
            },
          ],
        },
      ],
    });
    renderPage(api, { path: '/maturity/data' });

    const [down, well] = within(
      await screen.findByRole('list', { name: 'Hosts' }),
    ).getAllByRole('listitem');
    expect(down).toHaveTextContent(
      /git.acme.example.*stale.*1,200 entities · 1,180 stale · lag 2 h/,
    );
    expect(down).toHaveTextContent(words);
    expect(screen.getAllByText(words)).toHaveLength(1);
    expect(well).toHaveTextContent(/github.com.*40 entities · 2 not readable/);
    expect(well).toHaveTextContent(/github.com: 3,900 of 5,000 requests left/);
    expect(screen.getAllByText(/requests left/)).toHaveLength(1);
  });

  it('teaches what to connect where nothing is read, and where there is nothing to score', async () => {
    const api = new InMemoryPageApi();
    const { collectors, ...rest } = await api.getSources();
    const idle = [{ ...collectors[0], state: 'empty' as const, entities: 0 }];
    const answer = jest.spyOn(api, 'getSources');
    answer.mockResolvedValue({ ...rest, collectors: idle });
    const { unmount } = renderPage(api, { path: '/maturity/data' });
    expect(
      await screen.findByText(/none names a repository on a host/),
    ).toBeInTheDocument();
    unmount();

    const entities = { total: 0, scored: 0, reached: 0 };
    answer.mockResolvedValue({ ...rest, entities, collectors: idle });
    renderPage(api, { path: '/maturity/data' });
    expect(
      await screen.findByText(/no entity to score yet/),
    ).toBeInTheDocument();
    expect(
      screen.queryByText(/none names a repository on a host/),
    ).not.toBeInTheDocument();
  });

  it('lists what belongs to no entity with the reason and the line to add', async () => {
    renderPage(new InMemoryPageApi(), { path: '/maturity/data' });

    const unmatched = await screen.findByRole('table', {
      name: 'Records without an entity',
    });
    expect(unmatched).toHaveTextContent(
      "No entity names the repository 'shop/old-cart'.",
    );
    expect(
      screen.getByText(/github.com\/project-slug: shop\/old-cart/),
    ).toBeInTheDocument();
    expect(screen.getByText(/- pattern: 'blue'/)).toBeInTheDocument();
  });

  it('puts sources in trouble on top, with state and since when, and finds them by name', async () => {
    const api = new InMemoryPageApi();
    const { collectors, ingest, ...rest } = await api.getSources();
    const [well, failing] = collectors;
    jest.spyOn(api, 'getSources').mockResolvedValue({
      ...rest,
      collectors: [
        failing,
        { ...well, id: 'empty', title: 'Empty', state: 'empty', entities: 0 },
        well,
      ],
      ingest: [
        {
          source: 'old.example.org',
          state: 'stale',
          since: '2024-02-01T12:00:00Z',
          records: 3,
          lastReceivedAt: '2024-02-01T12:00:00Z',
        },
        ...ingest,
      ],
    });
    const { unmount } = renderPage(api, { path: '/maturity/data' });

    const titles = (await screen.findAllByRole('heading', { level: 3 })).map(
      ({ textContent }) => textContent,
    );
    expect(titles).toEqual(['GitLab', 'Empty', 'GitHub']);
    const rowOf = (title: string) =>
      screen.getByRole('heading', { name: title }).closest('li');
    expect(rowOf('GitLab')).toHaveTextContent(/errorlast read yesterday/);
    expect(rowOf('Empty')).toHaveTextContent('reads nothing');
    expect(rowOf('Empty')).not.toHaveTextContent('up to date');
    expect(rowOf('GitHub')).toHaveTextContent('up to date');

    const [longestSilent, receiving] = within(
      screen.getByRole('table', { name: 'Records by source' }),
    )
      .getAllByRole('row')
      .slice(1);
    expect(longestSilent).toHaveTextContent(
      /^old.example.org3silent since Feb 1, 2024/,
    );
    expect(receiving).toHaveTextContent(/^ci.example.org512receiving/);
    unmount();

    renderPage(api, { path: '/maturity/data?source=gitl' });
    await screen.findByRole('heading', { name: 'GitLab' });
    expect(screen.queryByRole('heading', { name: 'GitHub' })).toBeNull();
    expect(screen.queryByText('old.example.org')).toBeNull();
  });
});
