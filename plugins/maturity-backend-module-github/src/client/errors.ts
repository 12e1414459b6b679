// SPDX-License-Identifier: Apache-2.0
import { CustomErrorBase } from '@backstage/errors';

/** The host did not answer, or asked to come back later: what is known stays as it is. @internal */
export class GithubOutageError extends CustomErrorBase {
  name = 'GithubOutageError' as const;
  readonly retryAt?: Date;
  /** The host gave up on this request, as it does on heavy ones; a lighter one may pass. */
  readonly isTimeout: boolean;

  constructor(message: string, retryAt?: Date, isTimeout = false) {
    super(message);
    this.retryAt = retryAt;
    this.isTimeout = isTimeout;
  }
}

/** The host failed at one part of what it was asked, as at one repository: what is known of it stays, others are read on. @internal */
export class GithubPartialError extends CustomErrorBase {
  name = 'GithubPartialError' as const;
}

/** The configured share of the host's rate limit is used up. @internal */
export class GithubBudgetError extends CustomErrorBase {
  name = 'GithubBudgetError' as const;
  readonly retryAt: Date;

  constructor(message: string, retryAt: Date) {
    super(message);
    this.retryAt = retryAt;
  }
}

/** There is no such thing, or none that these credentials may see. @internal */
export class GithubNotFoundError extends CustomErrorBase {
  name = 'GithubNotFoundError' as const;
}

/** The credentials lack a permission; the host's words say which. @internal */
export class GithubPermissionError extends CustomErrorBase {
  name = 'GithubPermissionError' as const;
  /** They are not accepted at all: expired, revoked or mistyped. */
  readonly areRefused: boolean;

  constructor(message: string, areRefused = false) {
    super(message);
    this.areRefused = areRefused;
  }
}

const REFUSALS = ['NOT_FOUND', 'FORBIDDEN', 'INSUFFICIENT_SCOPES'];

/** Whether a part may not be read or is not there; all else is trouble of the host that passes. @internal */
export function isRefusal({ type, message }: GraphqlProblem): boolean {
  return type
    ? REFUSALS.includes(type)
    : /not accessible|not authorized/i.test(message);
}

/** A message of the host about one field of a GraphQL query. @internal */
export interface GraphqlProblem {
  type?: string;
  message: string;
  path?: (string | number)[];
}

/** Why a repository is not in an answer. @internal */
export function absenceOf([problem]: GraphqlProblem[]): Error {
  if (problem?.type === 'NOT_FOUND') {
    return new GithubNotFoundError(problem.message);
  }
  return problem && isRefusal(problem)
    ? new GithubPermissionError(problem.message)
    : new GithubPartialError(
        problem?.message ?? 'The answer says nothing of the repository',
      );
}
