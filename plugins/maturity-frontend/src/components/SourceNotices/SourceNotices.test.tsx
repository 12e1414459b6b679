// SPDX-License-Identifier: Apache-2.0
import { screen } from '@testing-library/react';
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { checkoutApi, renderEntity } from '../../__testUtils__/renderEntity';
import { emptyScorecardFixture } from '../../testUtils';
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
