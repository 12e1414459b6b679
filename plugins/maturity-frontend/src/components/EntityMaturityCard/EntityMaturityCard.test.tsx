// SPDX-License-Identifier: Apache-2.0
import { screen } from '@testing-library/react';
import { InMemoryMaturityApi, scorecardFixture } from '../../testUtils';
import { renderEntity } from '../../__testUtils__/renderEntity';
import { EntityMaturityCard } from './EntityMaturityCard';

describe('EntityMaturityCard', () => {
  it('tells level, score, the four ladders and the next step, and leads to the tab', async () => {
    renderEntity(<EntityMaturityCard />);

    expect(await screen.findByText('58')).toBeInTheDocument();
    expect(screen.getByText('coverage 92 %')).toBeInTheDocument();
    expect(
      screen.getAllByText(/: level \d of 4, score \d+, target 3/),
    ).toHaveLength(4);
    expect(
      await screen.findByText('+9 points, service → Standardized.'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Scorecard' })).toHaveAttribute(
      'href',
      '/catalog/default/component/checkout-api/maturity',
    );
  });

  it('keeps quiet about coverage when everything has data', async () => {
    const api = new InMemoryMaturityApi();
    api.scorecard = scorecardFixture({ coverage: 1 });
    renderEntity(<EntityMaturityCard />, { api });
    await screen.findByText('58');
    expect(screen.queryByText(/^coverage/)).not.toBeInTheDocument();
  });
});
