// SPDX-License-Identifier: Apache-2.0
import { CustomErrorBase } from '@backstage/errors';

/** The Scaffolder did not answer: what is known stays as it is. @internal */
export class ScaffolderOutageError extends CustomErrorBase {
  name = 'ScaffolderOutageError' as const;
}

/** The permission policy denies it to us; its words say what. @internal */
export class ScaffolderPermissionError extends CustomErrorBase {
  name = 'ScaffolderPermissionError' as const;
}

/** There is no such thing: no Scaffolder at all, or a task that was deleted. @internal */
export class ScaffolderMissingError extends CustomErrorBase {
  name = 'ScaffolderMissingError' as const;
}
