// SPDX-License-Identifier: Apache-2.0
import { CardSkeleton } from '../CardSkeleton';

/** An entity's whole scorecard. @internal */
export function EntityMaturityContent() {
  return <CardSkeleton />;
}
