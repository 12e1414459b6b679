// SPDX-License-Identifier: Apache-2.0
import { screen } from '@testing-library/react';
import { ResponseError } from '@backstage/errors';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { ErrorState } from './ErrorState';

async function answer(status: number, name: string, message: string) {
  const body = { error: { name, message }, response: { statusCode: status } };
  return ResponseError.fromResponse(
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json' },
    }),
  );
}

async function textOf(error: Error): Promise<string> {
  renderInTestApp(<ErrorState error={error} />);
  return (await screen.findByRole('alert')).textContent!;
}

describe('ErrorState', () => {
  it('says what to do rather than a bare word of the backend', async () => {
    const text = await textOf(
      await answer(403, 'NotAllowedError', 'Forbidden'),
    );

    expect(text).toContain('You do not have the permission for this.');
    expect(text).not.toContain('Forbidden');
  });

  it('says what to do rather than the words of a browser without network', async () => {
    const text = await textOf(new TypeError('Failed to fetch'));

    expect(text).toContain('The maturity backend does not answer.');
    expect(text).not.toContain('fetch');
  });

  it('does not blame the version of the backend for a link to something that is gone', async () => {
    const text = await textOf(
      await answer(404, 'NotFoundError', "There is no task 'a'."),
    );

    expect(text).toContain("There is no task 'a'.");
    expect(text).toContain('The link may be old');
    expect(text).not.toContain('version');
  });

  it.each([
    [401, 'You do not have the permission for this.'],
    [403, 'You do not have the permission for this.'],
    [500, 'Try again.'],
    [502, 'The maturity backend does not answer.'],
    [503, 'The maturity backend does not answer.'],
    [504, 'The maturity backend does not answer.'],
  ])('advises after a %s: %s', async (status, advice) => {
    expect(await textOf(await answer(status, 'Error', 'Failed'))).toContain(
      advice,
    );
  });

  it('tells of a backend that does not know the address', async () => {
    const text = await textOf(await answer(404, 'Error', 'Nothing is here'));

    expect(text).toContain('check that its version matches');
  });
});
