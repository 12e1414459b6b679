// SPDX-License-Identifier: Apache-2.0
import { ReachKind } from './reach';

/** What the configuration says of sources. @public */
export interface ConfiguredSource {
  /** The `source` of records; `*` matches anything, case does not matter. */
  source: string;
  /** What it can tell, in place of what it declares itself. */
  reach?: ReachKind[];
  /** The environment of its deployments that name none. */
  environment?: string;
}

/** What is configured for one source: of each member what the first entry says that matches and has it. @public */
export function settingsOfSource(
  configured: readonly ConfiguredSource[],
  source: string,
): Pick<ConfiguredSource, 'reach' | 'environment'> {
  const matching = configured.filter(entry => matches(entry.source, source));
  const reach = matching.find(entry => entry.reach)?.reach;
  const environment = matching.find(entry => entry.environment)?.environment;
  return { ...(reach && { reach }), ...(environment && { environment }) };
}

/** Looks for the pieces between the stars one after the other, so that no pattern takes long. */
function matches(pattern: string, source: string): boolean {
  const pieces = pattern.toLowerCase().split('*');
  const text = source.toLowerCase();
  const first = pieces[0];
  const last = pieces[pieces.length - 1];
  if (pieces.length === 1) {
    return text === first;
  }
  if (
    text.length < first.length + last.length ||
    !text.startsWith(first) ||
    !text.endsWith(last)
  ) {
    return false;
  }
  const end = text.length - last.length;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) {
      return false;
    }
    at = found + piece.length;
  }
  return true;
}
