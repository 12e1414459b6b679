// SPDX-License-Identifier: Apache-2.0
import { ModelLevel } from '../model/modelSchema';
import { CheckResult } from '../scoring/types';
import { describeValue } from './describeValue';

/**
 * What is wrong in numbers: "Approval wait, median is 26 h; Standardized needs 24 h, your target Self-service needs
 * 4 h."
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
  const now = `${check.title} is ${describeValue(
    check.value,
    check.unit,
  )}${flag}`;
  const needs: string[] = [];
  if (check.next && check.next.level < check.target) {
    needs.push(
      `${levels[check.next.level].name} needs ${describeThreshold(
        check.next.threshold,
        check,
      )}`,
    );
  }
  if (check.targetThreshold !== undefined) {
    needs.push(
      `your target ${levels[check.target].name} needs ${describeThreshold(
        check.targetThreshold,
        check,
      )}`,
    );
  }
  return needs.length > 0 ? `${now}; ${needs.join(', ')}.` : `${now}.`;
}

function describeThreshold(threshold: number, check: CheckResult): string {
  const value = describeValue(threshold, check.unit);
  // A quarter of an hour and 0.25 per week read better exactly; yes needs no comparison.
  return check.unit === 'boolean' ? 'it' : value;
}
