// SPDX-License-Identifier: Apache-2.0
import { ServiceUnavailableError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  InMemoryMaturityApi,
  emptyScorecardFixture,
  scorecardFixture,
} from '../../testUtils';
import { checkoutApi, renderEntity } from '../../__testUtils__/renderEntity';
import { EntityMaturityContent } from './EntityMaturityContent';

describe('EntityMaturityContent', () => {
  it('says where the entity stands, what to do next and where the time goes', async () => {
    renderEntity(<EntityMaturityContent />);

    expect(await screen.findByText('58')).toBeInTheDocument();
    expect(screen.getByText('+6 in 30 days')).toBeInTheDocument();
    expect(screen.getByText('coverage 92 %')).toBeInTheDocument();
    expect(
      await screen.findByText('+9 points, service → Standardized.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/^Commit to production takes 48 h: code 9 h, /),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'Approval bottlenecks: level 1 of 4, score 41, target 3',
      ),
    ).toBeInTheDocument();
  });

  it('shows the slow change on toggle, and the numbers as a table', async () => {
    renderEntity(<EntityMaturityContent />);
    await userEvent.click(await screen.findByRole('button', { name: 'p90' }));
    const panel = screen
      .getByText('Where the time goes')
      .closest('article') as HTMLElement;
    expect(within(panel).getByText(/takes 4 d 22 h/)).toBeInTheDocument();

    await userEvent.click(
      within(panel).getByRole('button', { name: 'Show as table' }),
    );
    const row = within(panel).getByRole('row', { name: /approval/ });
    expect(row).toHaveTextContent('71 h');
    expect(row).toHaveTextContent('60 %');
  });

  it('opens a check by keyboard down to its definition, samples and evidence', async () => {
    renderEntity(<EntityMaturityContent />);
    const check = await screen.findByRole('button', {
      name: /Approval wait, median/,
      expanded: false,
    });
    check.focus();
    await userEvent.keyboard('{Enter}');

    expect(check).toHaveAttribute('aria-expanded', 'true');
    expect(
      screen.getByText(/41 samples from 12 min to 3 d 4 h/),
    ).toBeInTheDocument();
    expect(screen.getByText('9.5 h in working hours')).toBeInTheDocument();
    const evidence = screen.getByRole('table', { name: 'Worst evidence' });
    expect(
      within(evidence).getByRole('link', {
        name: /deploy 841 waited at prod-approval/,
      }),
    ).toHaveAttribute(
      'href',
      'https://github.com/shop/checkout-api/actions/runs/841',
    );

    await userEvent.keyboard('{Enter}');
    expect(
      screen.queryByRole('table', { name: 'Worst evidence' }),
    ).not.toBeInTheDocument();
  });

  it('opens the check of a link, and pages through all of its evidence', async () => {
    renderEntity(<EntityMaturityContent />, {
      address: '/?check=approval-wait',
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show all' }),
    );
    expect(await screen.findByText('25 of 41')).toBeInTheDocument();

    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('41 of 41')).toBeInTheDocument();
    expect(screen.getByText(/deploy 841 waited/)).toBeInTheDocument();
    expect(screen.getByText(/deploy 801 waited/)).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Show more' }),
    ).not.toBeInTheDocument();
  });

  it('evaluates on request, tells the progress and shows the new result', async () => {
    const api = new InMemoryMaturityApi();
    renderEntity(<EntityMaturityContent />, { api });
    const button = await screen.findByRole('button', { name: 'Evaluate now' });
    await waitFor(() => expect(button).toBeEnabled());

    await userEvent.click(button);
    expect(
      await screen.findByText('Waiting for a free worker'),
    ).toBeInTheDocument();
    expect(button).toBeDisabled();
    expect(
      await screen.findByText('Evaluating, 0 of 1', undefined, {
        timeout: 3000,
      }),
    ).toBeInTheDocument();

    api.scorecard = scorecardFixture({ score: 67 });
    expect(
      await screen.findByText('67', undefined, { timeout: 3000 }),
    ).toBeInTheDocument();
    expect(button).toBeEnabled();
  });

  it('lets the owner take a task, and leaves "done" to the machine', async () => {
    renderEntity(<EntityMaturityContent />, { address: '/?task=task-wait' });
    const dialog = await screen.findByRole('dialog', {
      name: 'Replace the gate “prod-approval” by a policy',
    });
    expect(
      within(dialog).getByText(/closes by itself as soon as the measurement/),
    ).toBeInTheDocument();
    expect(
      within(dialog).queryByRole('button', { name: /done|resolve/i }),
    ).not.toBeInTheDocument();

    await userEvent.click(within(dialog).getByRole('button', { name: 'Take' }));

    expect(await within(dialog).findByText('In progress')).toBeInTheDocument();
    expect(
      within(dialog).getByRole('button', { name: 'Give back' }),
    ).toBeInTheDocument();
  });

  it('keeps the hands of others off a task', async () => {
    const api = new InMemoryMaturityApi();
    api.tasks[0].mayUpdate = false;
    renderEntity(<EntityMaturityContent />, {
      api,
      address: '/?task=task-wait',
    });
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText(
        'Members of the owning team can change this task.',
      ),
    ).toBeInTheDocument();
    expect(
      within(dialog).queryByRole('button', { name: 'Take' }),
    ).not.toBeInTheDocument();
  });

  it('shows the reason of a waiver instead of asking for work', async () => {
    renderEntity(<EntityMaturityContent />, {
      address: '/?check=safety-defaults',
    });
    expect(
      await screen.findByText(/Waived until .*2027: Feature flags arrive/),
    ).toBeInTheDocument();
  });

  it('gives the exact annotation where no repository is named', async () => {
    const api = new InMemoryMaturityApi();
    api.scorecard = emptyScorecardFixture([]);
    renderEntity(<EntityMaturityContent />, {
      api,
      entity: {
        ...checkoutApi,
        metadata: { name: 'checkout-api', namespace: 'default' },
      },
    });
    expect(
      await screen.findByText(
        /github\.com\/project-slug: your-organization\/checkout-api/,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', {
        name: 'Copy the lines for Built on GitHub',
      }),
    ).toBeInTheDocument();
  });

  it.each([
    [
      'github.com/project-slug',
      /- entity: component:default\/checkout-api\s+recognize: workflow-runs\s+workflows: \['\.github\/workflows\/deploy\*'\]/,
    ],
    [
      'gitlab.com/project-slug',
      /gitlab:\s+deployments:\s+- entity: component:default\/checkout-api\s+recognize: pipelines/,
    ],
  ])(
    'teaches the three ways to recognize deployments where none is known, %s',
    async (annotation, lines) => {
      const api = new InMemoryMaturityApi();
      api.scorecard = emptyScorecardFixture([]);
      renderEntity(<EntityMaturityContent />, {
        api,
        entity: {
          ...checkoutApi,
          metadata: {
            ...checkoutApi.metadata,
            annotations: { [annotation]: 'shop/checkout-api' },
          },
        },
      });
      expect(
        await screen.findByText('No deployment of this entity is known'),
      ).toBeInTheDocument();
      expect(
        screen.getAllByRole('button', { name: /^Copy the line for: / }),
      ).toHaveLength(4);
      expect(
        screen.getByText(
          (_, element) =>
            element?.tagName === 'PRE' && lines.test(element.textContent!),
        ),
      ).toBeInTheDocument();
      expect(screen.getAllByText('Not enough data').length).toBeGreaterThan(4);
    },
  );

  it.each([
    [0, 'No score yet'],
    [1, 'One day so far'],
  ])('says what a history of %s days waits for', async (days, title) => {
    const api = new InMemoryMaturityApi();
    const day = api.scorecard.asOf.slice(0, 10);
    const points = [{ day, score: 58, modelVersion: 'a' }].slice(0, days);
    jest.spyOn(api, 'getHistory').mockResolvedValue({ points, marks: [] });
    renderEntity(<EntityMaturityContent />, { api });
    expect(await screen.findByText(title)).toBeInTheDocument();
    expect(
      screen.queryByText(/^Scores from .* Overall went/),
    ).not.toBeInTheDocument();
  });

  it("passes on a provider's own words, and who can fix it", async () => {
    const api = new InMemoryMaturityApi();
    api.scorecard = scorecardFixture({
      sources: [
        {
          id: 'github',
          title: 'GitHub',
          state: 'error',
          message: 'Bad credentials (401) at api.github.com',
          retryAt: new Date(Date.now() + 600_000).toISOString(),
        },
      ],
    });
    renderEntity(<EntityMaturityContent />, { api });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('GitHub reports an error');
    expect(alert).toHaveTextContent('Bad credentials (401) at api.github.com');
    expect(alert).toHaveTextContent('It is asked again in 10 minutes.');
    expect(alert).toHaveTextContent('The team that runs the portal');
  });

  it('says so where the entity is not scored', async () => {
    renderEntity(<EntityMaturityContent />, {
      entity: {
        ...checkoutApi,
        metadata: { ...checkoutApi.metadata, name: 'other' },
      },
    });
    expect(
      await screen.findByText('This entity is not scored'),
    ).toBeInTheDocument();
  });

  it('recovers from an error by trying again', async () => {
    const api = new InMemoryMaturityApi();
    const getScorecard = jest
      .spyOn(api, 'getScorecard')
      .mockRejectedValueOnce(
        new ServiceUnavailableError('The database is being migrated'),
      );
    renderEntity(<EntityMaturityContent />, { api });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is being migrated',
    );

    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));

    expect(await screen.findByText('58')).toBeInTheDocument();
    expect(getScorecard).toHaveBeenCalledTimes(2);
  });

  it('tells the history as numbers too', async () => {
    renderEntity(<EntityMaturityContent />);
    const panel = (await screen.findByText('History')).closest(
      'article',
    ) as HTMLElement;
    await userEvent.click(
      await within(panel).findByRole('button', { name: 'Show as table' }),
    );
    const table = within(panel).getByRole('table');
    expect(
      within(table).getByRole('columnheader', { name: 'Overall' }),
    ).toBeInTheDocument();
    expect(table).toHaveTextContent(
      'An upgrade changed the definitions of measures: production deployments that belong together count as one release.',
    );
  });

  it('loses a link, and nothing else, to an address that no link may carry', async () => {
    const api = new InMemoryMaturityApi();
    const wait = api.scorecard.dimensions
      .flatMap(({ checks }) => checks)
      .find(({ checkId }) => checkId === 'approval-wait')!;
    wait.evidence[0].url = `${'javascript'}:alert(1)`;
    renderEntity(<EntityMaturityContent />, {
      api,
      address: '/?check=approval-wait',
    });

    const label = await screen.findByText(wait.evidence[0].label);
    expect(label.closest('a')).toBeNull();
    expect(screen.getByText('Where the time goes')).toBeInTheDocument();
  });

  it('loses one panel, and nothing else, to a value that cannot be drawn', async () => {
    const api = new InMemoryMaturityApi();
    const [first, second] = api.scorecard.dimensions;
    first.checks[0].title = {} as string;
    jest.spyOn(console, 'error').mockImplementation(() => {});
    renderEntity(<EntityMaturityContent />, { api });

    expect(
      await screen.findByText('This part cannot be shown'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/The rest of the page is not affected/),
    ).toBeInTheDocument();
    expect(screen.getByText(first.title)).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: new RegExp(second.checks[0].title) }),
    ).toBeInTheDocument();
    expect(screen.getByText('Where the time goes')).toBeInTheDocument();
  });
});
