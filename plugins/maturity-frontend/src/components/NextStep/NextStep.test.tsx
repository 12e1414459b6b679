// SPDX-License-Identifier: Apache-2.0
import { screen } from '@testing-library/react';
import { renderEntity } from '../../__testUtils__/renderEntity';
import { scorecardFixture } from '../../testUtils';
import { ScorecardHeader } from '../ScorecardHeader';

type Scorecard = ReturnType<typeof scorecardFixture>;

const waitsFor: Scorecard['waitsFor'] = [
  {
    checkId: 'service-time',
    dimensionId: 'provisioning-time',
    cause: {
      kind: 'provisioning-route',
      key: 'template:default/slow-route',
      title: 'slow-route',
    },
    gain: 2.6,
  },
];

function render(overrides: Partial<Scorecard>) {
  renderEntity(
    <ScorecardHeader
      scorecard={scorecardFixture(overrides)}
      onEvaluated={() => {}}
      onOpenCheck={() => {}}
    />,
  );
}

describe('what to do next', () => {
  it('stands beside the reason of the level and what waits for others', async () => {
    render({
      waitsFor,
      levelReason: {
        id: 'held-by-score',
        data: { level: 1, next: 2, score: 41, needs: 50 },
      },
    });
    expect(
      await screen.findByText('+9 points, service → Standardized.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'Level 1, because of the score 41 (Standardized needs 50).',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('list', { name: 'What waits for others' }),
    ).toHaveTextContent(
      /^Waits for the provisioning route “slow-route”: .* \(\+2.6 points\)$/,
    );
  });

  it.each<[string, Partial<Scorecard>, string]>([
    [
      'all that is left is in the hands of others',
      { waitsFor },
      'Nothing is left that the owner of this entity can repair.',
    ],
    [
      'something has no data',
      { coverage: 0.9 },
      'Every check that has data is at its target.',
    ],
    [
      'there is no level',
      { level: undefined, score: undefined, coverage: 0.1 },
      'No step can be named before there is data.',
    ],
    [
      'everything is known and good',
      { coverage: 1 },
      'Every check is at its target. Nothing to do.',
    ],
  ])('is told truly where %s', async (_name, overrides, sentence) => {
    render({ ...overrides, nextStep: undefined });
    expect(await screen.findByText(sentence)).toBeInTheDocument();
  });

  it('is to connect a source where that is what is missing', async () => {
    render({
      level: undefined,
      score: undefined,
      nextStep: {
        kind: 'connect-source',
        checkId: 'connect-source:deployments',
        message: 'No source tells deployments.',
        effort: 'low',
        gain: 0,
        coverageGain: 0.25,
      },
    });
    expect(await screen.findByText('Connect a source.')).toBeInTheDocument();
    expect(screen.getByText('+25 % coverage.')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Open the check' })).toBeNull();
    expect(screen.getByText('not enough data')).toBeInTheDocument();
  });
});
