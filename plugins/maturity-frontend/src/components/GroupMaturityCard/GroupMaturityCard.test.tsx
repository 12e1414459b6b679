// SPDX-License-Identifier: Apache-2.0
import { screen, within } from '@testing-library/react';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { InMemoryPageApi } from '../../testUtils';
import { renderPage } from '../../__testUtils__/renderPage';
import { GroupMaturityCard } from './GroupMaturityCard';

const card = (name: string) => (
  <EntityProvider
    entity={{
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name },
    }}
  >
    <GroupMaturityCard />
  </EntityProvider>
);

describe('GroupMaturityCard', () => {
  it('shows the distribution of the team and of teams below it, and the way to more', async () => {
    renderPage(new InMemoryPageApi(), { element: card('payments') });

    expect(await screen.findByText(/20 entities/)).toBeInTheDocument();
    const levels = screen.getByRole('list', { name: 'Entities by level' });
    const counted = within(levels)
      .getAllByRole('listitem')
      .map(item => Number(/: (\d+)$/.exec(item.textContent!)![1]));
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(20);
    expect(
      screen.getByRole('link', { name: 'Rollout of the team' }),
    ).toHaveAttribute('href', '/maturity?scope=group%3Adefault%2Fpayments');
  });

  it('teaches where the team owns nothing that is scored', async () => {
    renderPage(new InMemoryPageApi([]), { element: card('payments') });
    expect(
      await screen.findByText('This team has no scored entity'),
    ).toBeInTheDocument();
  });
});
