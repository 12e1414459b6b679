// SPDX-License-Identifier: Apache-2.0
import { SharedCause } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Translate } from '../../hooks/useMaturityTranslation';

/** `Waits for the golden path “Service pipeline”`. @internal */
export function waitsForText(cause: SharedCause, t: Translate): string {
  return t(`waitsFor.${cause.kind}`, { title: cause.title });
}
