// SPDX-License-Identifier: Apache-2.0
import {
  ProviderNotFoundError,
  ProviderPartialError,
  ProviderPermissionError,
} from '@delivery-maturity/backstage-plugin-maturity-node';

/** As errors name it. @internal */
export const PROVIDER = 'GitHub';

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
    return new ProviderNotFoundError(PROVIDER, problem.message);
  }
  return problem && isRefusal(problem)
    ? new ProviderPermissionError(PROVIDER, problem.message)
    : new ProviderPartialError(
        PROVIDER,
        problem?.message ?? 'The answer says nothing of the repository',
      );
}
