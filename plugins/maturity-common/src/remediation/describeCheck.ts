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
  const describe = (value: number) => describeValue(value, check.unit);
  const needs: string[] = [];
  const { next, target, targetThreshold } = check;
  if (next && next.level < target && next.threshold !== targetThreshold) {
    needs.push(`${levels[next.level].name} needs ${describe(next.threshold)}`);
  }
  if (targetThreshold !== undefined) {
    needs.push(
      `your target ${levels[target].name} needs ${describe(targetThreshold)}`,
    );
  }
  const now = `${check.title} is ${describe(check.value)}${flag}`;
  return needs.length > 0 ? `${now}; ${needs.join(', ')}.` : `${now}.`;
}
