// SPDX-License-Identifier: Apache-2.0
import { ScorecardModel } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useModel } from './useModel';

/** The rubric in force, typed; undefined until it is loaded. @internal */
export function useModelInForce(): ScorecardModel | undefined {
  return useModel().model?.model as ScorecardModel | undefined;
}
