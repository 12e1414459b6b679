// SPDX-License-Identifier: Apache-2.0

/** What a change says of itself. @public */
export interface ChangeMarks {
  /** First line of its message. */
  title?: string;
  /** Its labels, its branch or its sender call it a hotfix or a revert. */
  marked: boolean;
  /** It only joins others, which say themselves what they are. */
  merge?: boolean;
}

/** `Revert "Add totals"`, also where the number of its request follows. */
const REVERT = /^Revert "(.*?)(?:"(?: \([#!]\d+\))?)?$/;
const REQUEST_NUMBER = / \([#!]\d+\)$/;
/** Hosts cut long titles off. */
const CUT_OFF = /(?:…|\.\.\.)$/;

/**
 * Whether a deployment is a hotfix by what it brings: each of its changes is a hotfix or reverts what was live. The
 * revert of a change that comes live with it repairs nothing in production.
 *
 * @param changes - all that is new relative to what was live before
 * @public
 */
export function bringsOnlyHotfixes(changes: readonly ChangeMarks[]): boolean {
  const unmarkedMerge = ({ merge, marked }: ChangeMarks) => merge && !marked;
  const telling = changes.filter(change => !unmarkedMerge(change));
  const titles = telling.flatMap(({ title }) =>
    title === undefined ? [] : [title.replace(REQUEST_NUMBER, '')],
  );
  return (
    telling.length > 0 &&
    telling.every(({ title, marked }) => {
      const reverted = title === undefined ? null : REVERT.exec(title);
      return reverted
        ? !titles.some(other => isTitle(reverted[1], other))
        : marked;
    })
  );
}

/** Whether a quoted title, which may be cut off, is that of a change. */
function isTitle(quoted: string, title: string): boolean {
  const wanted = quoted.replace(REQUEST_NUMBER, '');
  return CUT_OFF.test(wanted)
    ? title.startsWith(wanted.replace(CUT_OFF, ''))
    : title === wanted;
}
