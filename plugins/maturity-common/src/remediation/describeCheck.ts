// SPDX-License-Identifier: Apache-2.0
import { ModelLevel } from '../model/modelSchema';
import { CheckResult } from '../scoring/types';
import { describeBeside, describeValue } from './describeValue';

/**
 * What is wrong in numbers: "Approval wait, median: 26 h. Standardized allows 24 h, your target Self-service 4 h."
 *
 * @remarks
 *
 * Titles are singular, plural and of any wording, so the value stands behind a colon and needs no verb.
 *
 * @public
 */
export function describeCheck(
  check: CheckResult,
  levels: readonly ModelLevel[],
): string {
  if (check.value === undefined) {
    return check.reason ?? `${check.title} has no data.`;
  }
  const flag = check.flags.includes('censored') ? ' so far' : '';
  const { next, target, targetThreshold } = check;
  const thresholds = [next?.threshold, targetThreshold].filter(
    threshold => threshold !== undefined,
  );
  const now = `${check.title}: ${describeBeside(
    check.value,
    thresholds,
    check.unit,
  )}${flag}`;
  const demands: string[] = [];
  if (next && next.level < target && next.threshold !== targetThreshold) {
    demands.push(
      `${levels[next.level].name} ${describeDemand(check, next.threshold)}`,
    );
  }
  if (targetThreshold !== undefined) {
    const demand = describeDemand(check, targetThreshold);
    // The verb is said once.
    const short = demands.length > 0 ? demand.replace(/^\S+ /, '') : demand;
    demands.push(`your target ${levels[target].name} ${short}`);
  }
  const [first, ...others] = demands;
  return first
    ? `${now}. ${[capitalize(first), ...others].join(', ')}.`
    : `${now}.`;
}

/** What a level asks of a value, a verb first: `needs 95 %`, `allows 24 h`, `allows none`. */
function describeDemand(check: CheckResult, threshold: number): string {
  const { better, unit } = check;
  if (unit === 'boolean') {
    return better === 'higher' ? 'needs it' : 'allows none';
  }
  if (better === 'lower' && threshold === 0) {
    return 'allows none';
  }
  const verb = better === 'higher' ? 'needs' : 'allows';
  return `${verb} ${describeValue(threshold, unit)}`;
}

function capitalize(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en-US') + text.slice(1);
}
