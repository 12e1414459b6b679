// SPDX-License-Identifier: Apache-2.0
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import { SourceNotes } from './SourceNotes';

describe('SourceNotes', () => {
  it('says what was corrected in what a source sent, and how often', async () => {
    await renderInTestApp(
      <SourceNotes
        source="ci.example.org"
        notes={[
          {
            note: 'time-format',
            message: 'Times are not written as ISO 8601 asks for.',
            count: 1204,
            lastAt: new Date().toISOString(),
          },
        ]}
      />,
    );
    const list = await screen.findByRole('list', {
      name: 'What was noted of ci.example.org',
    });
    expect(within(list).getByRole('listitem')).toHaveTextContent(
      /^1,204 ×, last .*: Times are not written as ISO 8601 asks for\.$/,
    );
  });

  it('says nothing where nothing was noted', async () => {
    await renderInTestApp(
      <SourceNotes source="ci.example.org" notes={undefined} />,
    );
    expect(screen.queryByRole('list')).not.toBeInTheDocument();
  });
});
