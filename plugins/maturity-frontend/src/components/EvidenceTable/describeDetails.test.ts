// SPDX-License-Identifier: Apache-2.0
import { formatHours, formatNumber } from '../../format';
import { defaultTexts } from '../../__testUtils__/defaultTexts';
import { describeDetails } from './describeDetails';

const t = defaultTexts();

const format = {
  hours: (value: number) => formatHours(value, 'en'),
  number: (value: number, digits = 0) => formatNumber(value, digits, 'en'),
};

describe('describeDetails', () => {
  it.each([
    [
      { waitHours: 73.77244694444444, mergeToLiveHours: 74.8112 },
      ['waited 3\u00a0d 2\u00a0h', '3\u00a0d 3\u00a0h from merge to live'],
    ],
    [
      { kind: 'approval-action', path: 'deploy.yml', reviewers: 2 },
      ['approval action', 'in deploy.yml', 'reviewers: 2'],
    ],
    [{ through: 'nothing', path: 'a.yml' }, ['in a.yml']],
    [{ through: 'golden path' }, ['from its golden path']],
    [{ cause: 'failed', recovered: false }, ['failed', 'not repaired yet']],
    [{ open: false, recovered: true, finished: true }, []],
    [{ open: true, finished: false }, ['still waiting', 'not finished yet']],
    [{ someRatio: 0.123456, isOdd: true }, ['some ratio 0.1', 'is odd']],
  ])('says %j in words', (details, phrases) => {
    expect(describeDetails({ label: 'deploy 7', details }, t, format)).toEqual(
      phrases,
    );
  });

  it('does not say again what the label says', () => {
    expect(
      describeDetails(
        {
          label: 'd527fd907b in deploy 7 to production',
          details: {
            revision: 'd527fd907bc347fb99cfe3383350777c6f7d820',
            environment: 'production',
          },
        },
        t,
        format,
      ),
    ).toEqual([]);
  });
});
