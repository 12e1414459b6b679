// SPDX-License-Identifier: Apache-2.0
import { TaskView } from '@delivery-maturity/backstage-plugin-maturity-common';

/** @internal */
export type Evidence = TaskView['evidence'][number];
