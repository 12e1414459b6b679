// SPDX-License-Identifier: Apache-2.0

/** What zod throws; told by its shape, since each package may have a copy of its own. */
interface ShapeError extends Error {
  issues: { path: PropertyKey[]; message: string }[];
}

function isShapeError(error: unknown): error is ShapeError {
  return (
    error instanceof Error &&
    'issues' in error &&
    Array.isArray(error.issues) &&
    error.issues.length > 0
  );
}

/** An answer that is not what its schema says, in one sentence; any other error as it is. @public */
export function explainShape(provider: string, error: unknown): unknown {
  if (!isShapeError(error)) {
    return error;
  }
  const [{ path, message }] = error.issues;
  return new Error(
    `${provider}'s answer differs from its documentation at '${path.join(
      '.',
    )}': ${message}. What is known of the repository stays.`,
  );
}
