// SPDX-License-Identifier: Apache-2.0
import { conditionHolds, ExpressionScope } from '../expressions';
import { ConditionalStages } from '../types';
import { calledScope } from './calledFile';

/** Whether steps may run for a caller, as far as its inputs and its event tell. @internal */
export function partHolds(
  { conditions }: ConditionalStages,
  caller: ExpressionScope,
): boolean {
  let scope = caller;
  return conditions.every(({ condition, inputs, declared }) => {
    const holds = conditionHolds(condition, scope);
    if (declared) {
      scope = calledScope({ inputs }, declared, scope);
    }
    return holds;
  });
}
