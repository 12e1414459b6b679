// SPDX-License-Identifier: Apache-2.0
import { parseRecord } from './parseRecord';
import { safeUrl } from './safeUrl';

const KEPT = [
  'https://github.com/acme/shop/actions/runs/841',
  'http://jenkins.acme.example:8080/job/shop/12/',
  'HTTPS://git.acme.example/a@b',
];

/** In pieces, for lint takes it for code otherwise. */
const SCRIPT = 'javascript';

const LEFT_OUT: [string, unknown][] = [
  ['a script', `${SCRIPT}:alert(1)`],
  ['a script behind a space', ` ${SCRIPT}:alert(1)`],
  ['a script broken by a line', 'java\nscript:alert(1)'],
  ['data', 'data:text/html,<script>alert(1)</script>'],
  ['a file', 'file:///etc/passwd'],
  ['a user name', 'https://someone@git.acme.example/shop'],
  ['a password', 'https://oauth2:secret@git.acme.example/shop'],
  ['a path', '/job/shop/12/'],
  ['a host without a scheme', 'github.com/acme/shop'],
  ['nothing', ''],
  ['no text', 7],
  ['an endless one', `https://acme.example/${'a'.repeat(2048)}`],
];

describe('safeUrl', () => {
  it.each(KEPT)('keeps %s', address => {
    expect(safeUrl(address)).toBe(address);
  });

  it.each(LEFT_OUT)('leaves out %s', (_name, address) => {
    expect(safeUrl(address)).toBeUndefined();
  });
});

describe('a record with an address that no link may carry', () => {
  const header = {
    source: 'jenkins.acme.example',
    id: '12',
    observedAt: '2026-11-22T08:00:00Z',
  };
  const wait = {
    kind: 'approval',
    gate: 'prod',
    from: '2026-11-22T07:00:00Z',
  } as const;

  it.each(LEFT_OUT.filter(([, address]) => typeof address === 'string'))(
    'is taken without %s',
    (_name, url) => {
      const parsed = parseRecord('deployment', {
        ...header,
        environment: 'production',
        url,
        waits: [{ ...wait, url }],
      });
      expect(parsed).toMatchObject({ ok: true, record: { id: '12' } });
      expect(JSON.stringify(parsed)).not.toContain('"url"');
    },
  );

  it('keeps one that a link may carry', () => {
    const url = KEPT[1];
    expect(
      parseRecord('incident', {
        ...header,
        openedAt: '2026-11-22T08:00:00Z',
        url,
      }),
    ).toMatchObject({ ok: true, record: { url } });
  });
});
