// SPDX-License-Identifier: Apache-2.0
import { screen, within } from '@testing-library/react';
import { scorecardFixture } from '../../testUtils';
import { renderEntity } from '../../__testUtils__/renderEntity';
import { EvaluateNow } from './EvaluateNow';

// In a file of its own: permission decisions are remembered across renders.
describe('EvaluateNow', () => {
  it('is not offered to those who may not evaluate, and says why', async () => {
    renderEntity(
      <EvaluateNow scorecard={scorecardFixture()} onDone={() => {}} />,
      { mayEvaluate: false },
    );
    const reason = await screen.findByTitle(/maturity\.evaluation\.create/);
    expect(within(reason).getByRole('button')).toBeDisabled();
  });
});
