// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** The most problems that one sentence lists; the rest is counted. */
const MAX_PROBLEMS = 3;

/** `waits[2].from` for `['waits', 2, 'from']`. @internal */
export function describePath(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      return index === 0 ? String(part) : `.${String(part)}`;
    })
    .join('');
}

/** One zod issue as a clause: where and what. @internal */
export function describeIssue(issue: z.core.$ZodIssue): string {
  const where = describePath(issue.path);
  const what = lowerFirst(
    issue.message.replace(/^Invalid input: /, '').replace(/\.$/, ''),
  );
  if (issue.code === 'invalid_union') {
    return `'${where}' is missing or of the wrong kind${describeKinds(issue)}`;
  }
  if (issue.code === 'invalid_type' && /received undefined/.test(what)) {
    return `'${where}' is missing (${what.replace(
      /, received undefined/,
      '',
    )})`;
  }
  return where
    ? `'${where}' ${isVerbal(what) ? '' : 'is wrong: '}${what}`
    : what;
}

/** The issues of one record as one sentence. @internal */
export function describeIssues(
  type: string,
  issues: readonly z.core.$ZodIssue[],
): string {
  const listed = issues.slice(0, MAX_PROBLEMS).map(describeIssue).join('; ');
  const rest = issues.length - MAX_PROBLEMS;
  const more = rest > 0 ? `; and ${rest} more` : '';
  return `The ${type} record cannot be taken: ${listed}${more}. Correct it and send the record again.`;
}

/** What a value may be instead, `: it must be a number, boolean or string`. */
function describeKinds(issue: z.core.$ZodIssueInvalidUnion): string {
  const kinds = issue.errors.flatMap(([first]) => {
    if (first?.code === 'invalid_type') return [first.expected as string];
    return first?.code === 'invalid_value'
      ? first.values.map(value => `'${String(value)}'`)
      : [];
  });
  const distinct = [...new Set(kinds)];
  const last = distinct.pop();
  if (last === undefined) return '';
  const list = distinct.length > 0 ? `${distinct.join(', ')} or ${last}` : last;
  return `: it must be ${list}`;
}

function isVerbal(text: string): boolean {
  return /^(must|is|has|cannot)\b/.test(text);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
