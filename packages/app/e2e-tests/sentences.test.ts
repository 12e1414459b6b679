// SPDX-License-Identifier: Apache-2.0
import { APIRequestContext, expect, test } from '@playwright/test';
import { contradictingRecords, REPLAYED_DAYS } from './contradictions/records';
import { findViolations, guestApi, ingestApi } from './support';

const DAY = 86_400_000;
const MIXED = ['mixed-riser', 'mixed-faller'];
const SCORED = [...MIXED, 'hardly-known-service', 'waiting-service'];
const rollout = (team: string, more = '') =>
  `/maturity?scope=group:default/${team}${more}`;
const tab = (service: string) =>
  `/catalog/default/component/${service}/maturity`;
const refOf = (service: string) => `component:default/${service}`;

test.describe('sentences of a portal whose data contradicts them', () => {
  test.beforeAll(async () => {
    const now = Date.now();
    const sender = await ingestApi();
    const sent = await sender.post('maturity/v1/ingest/records', {
      data: contradictingRecords(now),
    });
    expect(await sent.json()).toMatchObject({ unmatched: 0, rejected: [] });
    await sender.dispose();

    const guest = await guestApi();
    await evaluated(guest, { entityRefs: SCORED.map(refOf) });
    await evaluated(guest, {
      entityRefs: MIXED.map(refOf),
      replay: {
        from: new Date(now - REPLAYED_DAYS * DAY).toISOString(),
        to: new Date(now).toISOString(),
        every: 'P15D',
      },
    });
    await guest.dispose();
  });

  test('the trend is called mixed where one level gained what another lost, in the numbers of the table', async ({
    page,
  }) => {
    await page.goto(
      rollout('mixed', '&dimension=on-demand-deployability&days=90'),
    );
    const panel = page.getByRole('region', { name: 'Levels over time' });
    const sentence = panel.getByText(/^Mixed\. From /);
    await expect(sentence).toBeVisible();
    const text = (await sentence.textContent()) ?? '';
    const told = [
      ...text.matchAll(
        /share at (.+?) or above (rose|fell) from (\d+)\s% to (\d+)\s%/g,
      ),
    ];
    expect(told.map(([, , way]) => way)).toEqual(['rose', 'fell']);

    await panel.getByRole('button', { name: 'Show as table' }).click();
    const rows = await panel.getByRole('row').allInnerTexts();
    const [head, newest, ...older] = rows.map(row => row.split('\t'));
    const oldest = older[older.length - 1];
    for (const [, level, , before, after] of told) {
      expect(atLeast(head, oldest, level)).toBe(Number(before));
      expect(atLeast(head, newest, level)).toBe(Number(after));
    }
    expect(await findViolations(page)).toEqual([]);
  });

  test('hardly any data gives no score, no points and no level, and asks for the source first', async ({
    page,
  }) => {
    await page.goto(tab('hardly-known-service'));
    await expect(page.getByText(/^No level: \d/).first()).toBeVisible();
    await expect(
      page.getByText('not enough data', { exact: true }),
    ).toBeVisible();
    await expect(page.getByText('score of 100')).toBeHidden();
    await expect(page.getByText('Connect a source.')).toBeVisible();
    const tasks = page.getByRole('article').filter({
      has: page.getByRole('heading', { name: /^Tasks/ }),
    });
    await expect(tasks.getByRole('row').nth(1)).toContainText('coverage');
    await expect(tasks).not.toContainText(/\+[\d.]+ points?/);
  });

  test('where nothing of a team was measured, nothing is scored and nothing is at its target', async ({
    page,
  }) => {
    // All that is known is how long others wait for a new service.
    await page.goto(rollout('unmeasured'));
    await expect(page.getByText(/^0 of 1 entity scored/)).toBeVisible();
    const known = page.getByRole('region', { name: 'You and the industry' });
    await expect(known.getByText('no data yet')).toHaveCount(3);
    await expect(page.getByText(/at (its|their) target/)).toBeHidden();
    await page
      .getByRole('link', { name: 'Data says which sources are read' })
      .click();
    await expect(page).toHaveURL(/\/maturity\/data/);
  });

  test('what another team has to repair is no next step, but a line that says for whom it waits', async ({
    page,
  }) => {
    await page.goto(tab('waiting-service'));
    const waiting = page.getByRole('list', { name: 'What waits for others' });
    await expect(waiting).toContainText(
      'Waits for the provisioning route “ticket”: Request to first deployment',
    );
    const check = page.getByRole('row', {
      name: /^Request to first deployment/,
    });
    await expect(check).toContainText('below target');
    await expect(check).not.toContainText('next step');
    await expect(page.getByText('Nothing to do.')).toBeHidden();
  });

  test('the reason of a level names the check whose value and threshold stand below it', async ({
    page,
  }) => {
    await page.goto(tab('waiting-service'));
    const panel = page.getByRole('article').filter({
      has: page.getByRole('heading', { name: 'Provisioning time' }),
    });
    const reason = panel.getByText(/^Level \d, because of /);
    const [, title, value, needed] =
      /because of (.+) (\S+\sh) \(.+ needs (.+) or less\)/.exec(
        (await reason.textContent()) ?? '',
      ) ?? [];
    expect(title).toBeTruthy();
    const row = panel.getByRole('row', { name: new RegExp(`^${title}`) });
    await expect(row).toContainText(value);
    await expect(row).toContainText(needed);
    expect(await findViolations(page)).toEqual([]);
  });
});

/** The share of the entities of a day that stand at a level or above, in whole percents, from the counts of a row. */
function atLeast(head: string[], row: string[], level: string): number {
  const from = head.findIndex(cell => cell.includes(level));
  const first = head.findIndex(cell => /^0 /.test(cell.trim()));
  const end = head.findIndex(cell => cell.includes('Not enough data'));
  const sum = (start: number) =>
    row.slice(start, end).reduce((total, cell) => total + Number(cell), 0);
  return Math.round((100 * sum(from)) / sum(first));
}

/** Evaluates, or computes the past of, some entities, and waits for the end of it. */
async function evaluated(api: APIRequestContext, data: object) {
  const begun = await api.post('maturity/v1/evaluations', { data });
  expect(begun.ok()).toBe(true);
  const { id } = await begun.json();
  await expect
    .poll(async () => {
      const answer = await api.get(`maturity/v1/evaluations/${id}`);
      return (await answer.json()).state;
    })
    .toBe('done');
}
