// SPDX-License-Identifier: Apache-2.0
import { CustomErrorBase } from '@backstage/errors';

/** The portal could not be reached or refused the whole request. */
export class PortalError extends CustomErrorBase {
  name = 'PortalError' as const;
}
