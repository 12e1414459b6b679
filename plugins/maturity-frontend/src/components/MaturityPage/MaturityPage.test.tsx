// SPDX-License-Identifier: Apache-2.0
import { screen } from '@testing-library/react';
import { InMemoryPageApi } from '../../testUtils';
import { renderPage } from '../../__testUtils__/renderPage';

describe('MaturityPage', () => {
  it('offers neither evaluation nor sources to those who may not', async () => {
    const api = new InMemoryPageApi();
    const sources = jest.spyOn(api, 'getSources');
    renderPage(api, { permitted: false });

    expect(
      await screen.findByText(/55 of 60 entities scored/),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('tab').map(tab => tab.textContent)).toEqual([
      'Rollout',
      'Scorecards',
      'Tasks',
      'Model',
    ]);
    expect(
      screen.queryByRole('button', { name: 'Evaluate all' }),
    ).not.toBeInTheDocument();
    expect(sources).not.toHaveBeenCalled();
  });

  it('carries filters to the other tabs, and a scope as the filter that means the same', async () => {
    renderPage(new InMemoryPageApi(), {
      path: '/maturity?scope=group:default/payments&lifecycle=production&cursor=25',
      permitted: false,
    });

    expect(
      await screen.findByRole('tab', { name: 'Scorecards' }),
    ).toHaveAttribute(
      'href',
      '/maturity/scorecards?lifecycle=production&owner=group%3Adefault%2Fpayments',
    );
  });
});
