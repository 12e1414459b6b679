// SPDX-License-Identifier: Apache-2.0
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { InMemoryPageApi } from '../../testUtils';
import { address, renderPage } from '../../__testUtils__/renderPage';

describe('Tasks', () => {
  it('shows the unfinished tasks of my team in the order of the server', async () => {
    const api = new InMemoryPageApi();
    const list = jest.spyOn(api, 'listTasks');
    renderPage(api, { path: '/maturity/tasks?check=approval-wait' });

    await screen.findByRole('table', { name: 'Tasks' });
    expect(list).toHaveBeenCalledWith(
      expect.objectContaining({
        view: 'team',
        sort: 'priority',
        order: 'desc',
        state: undefined,
        checkId: 'approval-wait',
      }),
    );

    await userEvent.click(screen.getByRole('button', { name: 'All' }));
    await waitFor(() => expect(address.current).toContain('view=all'));
    expect(list).toHaveBeenLastCalledWith(
      expect.objectContaining({ view: 'all' }),
    );
  });

  it('snoozes every selected task that the reader may change, with the reason', async () => {
    const api = new InMemoryPageApi();
    const open = api.tasks.filter(task => task.state !== 'resolved');
    open[1].mayUpdate = false;
    const patch = jest.spyOn(api, 'patchTasks');
    renderPage(api, { path: '/maturity/tasks' });

    await userEvent.click(await screen.findByLabelText(/Select every task/));
    await userEvent.click(screen.getByRole('button', { name: 'Snooze…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Snooze until' });
    await userEvent.type(
      within(dialog).getByLabelText(/Why/),
      'Freeze until January',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Apply' }),
    );

    await waitFor(() => expect(patch).toHaveBeenCalledTimes(1));
    const [ids, change] = patch.mock.calls[0];
    expect(ids).not.toContain(open[1].id);
    expect(ids).toContain(open[0].id);
    expect(change).toMatchObject({
      action: 'snooze',
      comment: 'Freeze until January',
    });
    expect(await screen.findByText(/tasks? changed/)).toBeInTheDocument();
  });

  it('refuses a day that has passed', async () => {
    const api = new InMemoryPageApi();
    const patch = jest.spyOn(api, 'patchTasks');
    renderPage(api, { path: '/maturity/tasks' });
    await userEvent.click(await screen.findByLabelText(/Select every task/));
    await userEvent.click(screen.getByRole('button', { name: 'Plan…' }));
    const day = await screen.findByLabelText(/Day/);
    await userEvent.clear(day);
    await userEvent.type(day, '2020-01-01');

    expect(screen.getByText('Choose a day after today.')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Apply' })).toBeDisabled();
    expect(patch).not.toHaveBeenCalled();
  });

  it('opens a task from its address and closes it again', async () => {
    const api = new InMemoryPageApi();
    renderPage(api, {
      path: `/maturity/tasks?view=all&task=${api.tasks[0].id}`,
    });

    const drawer = await screen.findByRole('dialog', { name: 'Task' });
    await userEvent.click(
      within(drawer).getAllByRole('button', { name: 'Close' })[0],
    );

    await waitFor(() =>
      expect(address.current).toBe('/maturity/tasks?view=all'),
    );
  });

  it('leads a reader without a team to the tasks of all', async () => {
    const api = new InMemoryPageApi();
    api.tasks.splice(0);
    renderPage(api, { path: '/maturity/tasks', groups: [] });

    expect(
      await screen.findByText('You belong to no team of the catalog'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('link', { name: 'Show the tasks of all teams' }),
    );
    await waitFor(() => expect(address.current).toContain('view=all'));
    expect(await screen.findByText('No unfinished task')).toBeInTheDocument();
  });
});
