// SPDX-License-Identifier: Apache-2.0
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import { InMemoryPageApi } from '../../testUtils';
import { renderPage } from '../../__testUtils__/renderPage';
import { UnknownDeployments } from './UnknownDeployments';

describe('UnknownDeployments', () => {
  it('lists the jobs of each file on the Data page, and says how to name the tier', async () => {
    renderPage(new InMemoryPageApi(), { path: '/maturity/data' });

    const panel = within(
      await screen.findByRole('region', {
        name: 'Deployments of unknown tier',
      }),
    );
    const [, row] = panel.getAllByRole('row');
    expect(row).toHaveTextContent('.github/workflows/ship.yml');
    expect(row).toHaveTextContent('ship, regions / ship-eu');
    expect(
      within(row).getByRole('link', { name: 'component cart' }),
    ).toHaveAttribute('href', '/catalog/default/component/cart/maturity');
    expect(
      panel.getByText(/Name the environment in the job/),
    ).toHaveTextContent("with 'maturity.model.tierPatterns'");
    expect(
      panel.getByText(/^The first 1 of 1,200 files are listed/),
    ).toBeInTheDocument();
    expect(panel.getByText('ship:')).toBeInTheDocument();
    expect(panel.getByText('environment: production')).toBeInTheDocument();
  });

  it('says so where every job tells where it deploys to', async () => {
    await renderInTestApp(<UnknownDeployments deployments={[]} />);

    expect(
      await screen.findByText('Every deploying job tells where it deploys to'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });
});
