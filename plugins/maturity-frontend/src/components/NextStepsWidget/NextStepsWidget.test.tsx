// SPDX-License-Identifier: Apache-2.0
import { screen, within } from '@testing-library/react';
import { InMemoryPageApi } from '../../testUtils';
import { renderPage } from '../../__testUtils__/renderPage';
import { NextStepsWidget } from './NextStepsWidget';

describe('NextStepsWidget', () => {
  it('names what my teams do first, with its gain and the way to it', async () => {
    const api = new InMemoryPageApi();
    const list = jest.spyOn(api, 'listTasks');
    renderPage(api, { element: <NextStepsWidget /> });

    const steps = await screen.findByRole('list', {
      name: "My team's next steps",
    });
    const first = within(steps).getAllByRole('listitem')[0];
    expect(list).toHaveBeenCalledWith(
      expect.objectContaining({
        view: 'team',
        sort: 'priority',
        order: 'desc',
      }),
    );
    expect(
      within(first).getByRole('link', { name: 'checkout-api' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/checkout-api/maturity',
    );
    expect(first).toHaveTextContent(`+${api.tasks[0].gain} points`);
    expect(first).toHaveTextContent(api.tasks[0].message);
  });

  it('teaches where there is nothing to do', async () => {
    const api = new InMemoryPageApi();
    api.tasks.splice(0);
    renderPage(api, { element: <NextStepsWidget /> });
    expect(
      await screen.findByText(
        'Nothing to do: your teams have no unfinished task',
      ),
    ).toBeInTheDocument();
  });
});
