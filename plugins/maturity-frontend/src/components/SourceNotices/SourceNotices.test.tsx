// SPDX-License-Identifier: Apache-2.0
import { screen } from '@testing-library/react';
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { checkoutApi, renderEntity } from '../../__testUtils__/renderEntity';
import { emptyScorecardFixture, scorecardFixture } from '../../testUtils';
import { SourceNotices } from './SourceNotices';

describe('SourceNotices', () => {
  const show = (source: ScorecardView['sources'][number]) =>
    renderEntity(
      <SourceNotices
        entity={checkoutApi}
        scorecard={emptyScorecardFixture([source])}
      />,
    );

  it('say what a source lacks before any way to recognize deployments', async () => {
    show({
      id: 'github',
      title: 'GitHub',
      state: 'not-connected',
      message: "There are no credentials for 'ghe.example.com'.",
    });
    expect(
      await screen.findByText(
        "There are no credentials for 'ghe.example.com'.",
      ),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /^Copy the line for: / }),
    ).not.toBeInTheDocument();
  });

  it.each([
    ['not-found', /Who owns this entity can correct the annotation/],
    ['no-permission', /The team that runs the portal can fix this/],
    ['disabled', /The administrators of the repository can fix this/],
    ['stale', /Nothing is to be done here/],
  ] as const)(
    'say who can fix it by the reason, whatever the words: %s',
    async (reason, who) => {
      show({
        id: 'github',
        title: 'GitHub',
        state: reason === 'stale' ? 'stale' : 'error',
        reason,
        message:
          "GitHub says “No”. The annotation 'github.com/project-slug' may be wrong.",
      });
      expect(await screen.findByText(who)).toBeInTheDocument();
      expect(
        screen.queryAllByText(/can fix this|can correct|Nothing is to be done/),
      ).toHaveLength(1);
    },
  );

  it('pass on what a source remarks, though it read all', async () => {
    const message = "The repository is now 'shop/new'. Change the annotation.";
    renderEntity(
      <SourceNotices
        entity={checkoutApi}
        scorecard={scorecardFixture({
          sources: [{ id: 'github', title: 'GitHub', state: 'ok', message }],
        })}
      />,
    );
    expect(await screen.findByText(message)).toBeInTheDocument();
  });

  it('say what counts as a deployment where a source looked and found none', async () => {
    const scorecard = emptyScorecardFixture([
      { id: 'github', title: 'GitHub', state: 'ok', recognizes: 'releases' },
    ]);
    const checks = scorecard.dimensions.flatMap(one => one.checks);
    checks.forEach(check => {
      check.cause = 'no-samples';
    });
    const frequency = checks.find(
      ({ measureId }) => measureId === 'deployment.frequency',
    )!;
    frequency.value = 0;
    renderEntity(<SourceNotices entity={checkoutApi} scorecard={scorecard} />);
    expect(
      await screen.findByText('GitHub · What counts as a deployment: releases'),
    ).toBeInTheDocument();
    expect(
      screen.queryByText('No deployment of this entity is known'),
    ).not.toBeInTheDocument();
  });

  it('say what counts as a deployment where none is known', async () => {
    show({
      id: 'github',
      title: 'GitHub',
      state: 'ok',
      recognizes: "tags 'v*'",
    });
    expect(
      await screen.findByText(
        "GitHub · What counts as a deployment: tags 'v*'",
      ),
    ).toBeInTheDocument();
    expect(
      screen.getAllByRole('button', { name: /^Copy the line for: / }),
    ).toHaveLength(4);
  });
});
