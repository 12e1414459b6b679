// SPDX-License-Identifier: Apache-2.0
import { CustomErrorBase } from '@backstage/errors';

/** The host did not answer, or asked to come back later: what is known stays as it is. @internal */
export class GitlabOutageError extends CustomErrorBase {
  name = 'GitlabOutageError' as const;
  readonly retryAt?: Date;

  constructor(message: string, retryAt?: Date) {
    super(message);
    this.retryAt = retryAt;
  }
}

/** The configured share of the host's rate limit is used up. @internal */
export class GitlabBudgetError extends CustomErrorBase {
  name = 'GitlabBudgetError' as const;
  readonly retryAt: Date;

  constructor(message: string, retryAt: Date) {
    super(message);
    this.retryAt = retryAt;
  }
}

/** There is no such thing, or none that this token may see: GitLab does not tell the two apart. @internal */
export class GitlabNotFoundError extends CustomErrorBase {
  name = 'GitlabNotFoundError' as const;
}

/** The token lacks a scope or its user a role; the host's words say which. @internal */
export class GitlabPermissionError extends CustomErrorBase {
  name = 'GitlabPermissionError' as const;
  /** They are not accepted at all: expired, revoked or mistyped. */
  readonly areRefused: boolean;

  constructor(message: string, areRefused = false) {
    super(message);
    this.areRefused = areRefused;
  }
}
