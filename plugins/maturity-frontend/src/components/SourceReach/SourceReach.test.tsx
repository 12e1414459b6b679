// SPDX-License-Identifier: Apache-2.0
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  REACH_KINDS,
  SourceReachSummary,
  SourceReachView,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { ReachNotice } from './ReachNotice';
import { ReachSummary } from './ReachSummary';

const reachOf = (known: Partial<Record<string, Partial<SourceReachView[0]>>>) =>
  REACH_KINDS.map(kind => ({ kind, basis: 'none' as const, ...known[kind] }));

const DECLARED = { basis: 'declared' as const };
const everything = reachOf(
  Object.fromEntries(REACH_KINDS.map(kind => [kind, DECLARED])),
);

describe('ReachNotice', () => {
  const show = (reaches: (SourceReachView | undefined)[]) =>
    renderInTestApp(
      <ReachNotice
        sources={reaches.map((reach, index) => ({
          id: `source-${index}`,
          title: `Source ${index}`,
          state: 'ok',
          reach,
        }))}
      />,
    );

  it('says what no source reports, and on request what each does, and since when', async () => {
    await show([
      reachOf({
        deployments: DECLARED,
        changes: DECLARED,
        failures: DECLARED,
        pipelines: DECLARED,
        provisionings: DECLARED,
        'waits.queue': DECLARED,
      }),
      reachOf({
        'waits.approval': {
          basis: 'proven',
          since: '2025-11-12T10:00:00.000Z',
        },
      }),
      undefined,
    ]);
    expect(
      await screen.findByText(
        /No source reports gates before environments and incidents\./,
      ),
    ).toBeInTheDocument();
    expect(screen.queryByRole('list')).not.toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show each source' }),
    );
    const items = screen.getAllByRole('listitem');
    expect(items.map(item => item.textContent)).toEqual([
      expect.stringMatching(
        /^Source 0Reports deployments, failed deployments, .*changes.*\.Does not report waits for approval, gates before environments,? and incidents: /,
      ),
      expect.stringMatching(
        /^Source 1Reported at least once, and counted from then on: waits for approval \(since .*2025.*\)\.Does not report deployments, /,
      ),
    ]);
  });

  it('says so where the sources report everything', async () => {
    await show([everything]);
    expect(
      await screen.findByText(/report everything that is measured/),
    ).toBeInTheDocument();
    expect(screen.queryByText(/No source reports/)).not.toBeInTheDocument();
  });

  it('is silent where nothing is known of any source', async () => {
    await show([undefined]);
    expect(
      screen.queryByText('What the sources report'),
    ).not.toBeInTheDocument();
  });
});

describe('ReachSummary', () => {
  it('says of how many entities a source reports what', async () => {
    const reach: SourceReachSummary = reachOf({
      deployments: DECLARED,
      changes: DECLARED,
      incidents: { basis: 'proven' },
    }).map(one => ({
      ...one,
      declared: one.basis === 'declared' ? 1200 : 0,
      proven: one.basis === 'none' ? 0 : 1,
    }));
    await renderInTestApp(<ReachSummary source="GitHub" reach={reach} />);
    const group = await screen.findByRole('group', {
      name: 'What GitHub reports',
    });
    expect(group).toHaveTextContent(
      'Reports deployments and changes (1,200 entities).',
    );
    expect(group).toHaveTextContent(
      'Reported at least once, and counted from then on: incidents (1 entity).',
    );
    expect(group).toHaveTextContent(
      /Does not report failed deployments, .*gates/,
    );
  });
});
