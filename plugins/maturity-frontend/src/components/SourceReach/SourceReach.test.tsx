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

  it('says what no source can tell, and on request what each can, and since when', async () => {
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
      await screen.findByText(/No source can tell gates and incidents\./),
    ).toBeInTheDocument();
    expect(screen.queryByRole('list')).not.toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show each source' }),
    );
    const items = screen.getAllByRole('listitem');
    expect(items.map(item => item.textContent)).toEqual([
      expect.stringMatching(
        /^Source 0Can tell deployments, failed deployments, .*changes.*\.Cannot tell waits for approval, gates,? and incidents: /,
      ),
      expect.stringMatching(
        /^Source 1Told at least once, and counted from then on: waits for approval \(since .*2025.*\)\.Cannot tell deployments, /,
      ),
    ]);
  });

  it('says so where the sources can tell everything', async () => {
    await show([everything]);
    expect(
      await screen.findByText(/can tell everything that is measured/),
    ).toBeInTheDocument();
    expect(screen.queryByText(/No source can tell/)).not.toBeInTheDocument();
  });

  it('is silent where nothing is known of any source', async () => {
    await show([undefined]);
    expect(
      screen.queryByText('What the sources can tell'),
    ).not.toBeInTheDocument();
  });
});

describe('ReachSummary', () => {
  it('says of how many entities a source can tell what', async () => {
    const reach: SourceReachSummary = reachOf({
      deployments: DECLARED,
      incidents: { basis: 'proven' },
    }).map(one => ({
      ...one,
      declared: one.basis === 'declared' ? 1200 : 0,
      proven: one.basis === 'none' ? 0 : 1,
    }));
    await renderInTestApp(<ReachSummary source="GitHub" reach={reach} />);
    const group = await screen.findByRole('group', {
      name: 'What GitHub can tell',
    });
    expect(group).toHaveTextContent('Can tell deployments (1,200 entities).');
    expect(group).toHaveTextContent(
      'Told at least once, and counted from then on: incidents (1 entity).',
    );
    expect(group).toHaveTextContent(/Cannot tell failed deployments, .*gates/);
  });
});
