// SPDX-License-Identifier: Apache-2.0

/** What every collector remembers of a target between runs. @public */
export interface RememberedState {
  /** For whom it was read, see `readersOf`. */
  readers: string[];
  /** From where on it was read, ISO 8601; absent where nothing was read yet. */
  from?: string;
}

/** A schema of what is remembered; all of it has defaults but the version. */
interface StateSchema<S> {
  parse(value: unknown): S;
  safeParse(value: unknown): { success: boolean; data?: S };
}

/** Reads what is remembered. What cannot be read, as after an update, begins anew: everything is idempotent. @public */
export function parseState<S>(
  schema: StateSchema<S>,
  value: string | undefined,
): S {
  const empty = schema.parse({ version: 1 });
  try {
    return (value && schema.safeParse(JSON.parse(value)).data) || empty;
  } catch {
    return empty;
  }
}

/**
 * The state to go on from. Where an entity is new, names other paths or environments than before, or more of the past
 * is asked for, reading begins anew: otherwise they would only get what happens from now on.
 *
 * @public
 */
export function resumeState<S extends RememberedState>(
  schema: StateSchema<S>,
  value: string | undefined,
  want: { readers: string[]; since: string },
): S {
  const state = parseState(schema, value);
  const { readers, since } = want;
  const known = new Set(state.readers);
  const isShort =
    state.from === undefined || Date.parse(since) < Date.parse(state.from);
  return isShort || readers.some(reader => !known.has(reader))
    ? { ...parseState(schema, undefined), readers, from: since }
    : { ...state, readers };
}
