// SPDX-License-Identifier: Apache-2.0
import { screen, within } from '@testing-library/react';
import { defaultModel } from '@delivery-maturity/backstage-plugin-maturity-common';
import { InMemoryPageApi } from '../../testUtils';
import { renderPage } from '../../__testUtils__/renderPage';

describe('Model', () => {
  it('prints every check of the model in force, each with an anchor', async () => {
    renderPage(new InMemoryPageApi(), { path: '/maturity/model' });
    await screen.findByText(/generated from the configuration in force/);

    for (const check of defaultModel.dimensions.flatMap(
      ({ checks }) => checks,
    )) {
      const section = document.getElementById(check.id)!;
      // What stands between backticks is shown as code.
      expect(section).toHaveTextContent(check.description.replace(/`/g, ''));
      expect(section).toHaveTextContent(check.source);
      expect(section).toHaveTextContent(check.remediation.steps[0]);
    }
    const wait = within(document.getElementById('approval-wait')!);
    const ladder = wait.getByRole('table', {
      name: 'Ladder of Approval wait, median',
    });
    expect(ladder).toHaveTextContent(/Self-service≤ 4 h/);
    expect(wait.getByText(/required · 33 % of the score/)).toBeInTheDocument();
  });

  it('says which entities have which target', async () => {
    renderPage(new InMemoryPageApi(), { path: '/maturity/model' });
    expect(
      await screen.findByText('Entities with spec.lifecycle: production'),
    ).toBeInTheDocument();
    expect(screen.getByText('All other entities')).toBeInTheDocument();
  });
});
