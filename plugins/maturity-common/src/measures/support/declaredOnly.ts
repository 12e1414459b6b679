// SPDX-License-Identifier: Apache-2.0
import { MeasureInput } from '../types';
import { referencesOf } from './pipelineReferences';

/** Whether none of the golden paths in use was read, so that what they do rests on their declaration. @internal */
export function isDeclaredOnly(input: MeasureInput): boolean {
  return referencesOf(input).approved.every(
    ({ resolved }) => resolved.template.snapshots.length === 0,
  );
}
