// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** The most problems that one answer lists; the rest is counted. */
const MAX_PROBLEMS = 3;
/** The most of a wrong value that an answer repeats. */
const MAX_SHOWN = 60;

/**
 * What is wrong with a part of a request, where, and what to write instead.
 *
 * @param where - `query`, `path` or `body`
 * @param known - the parameters that there are
 * @internal
 */
export function describeIssues(
  where: 'query' | 'path' | 'body',
  issues: readonly Issue[],
  input: unknown,
  known: string[] = [],
): string {
  const listed = issues
    .slice(0, MAX_PROBLEMS)
    .map(issue => describeIssue(where, issue, input, known));
  const rest = issues.length - listed.length;
  return `${listed.join(' ')}${rest > 0 ? ` And ${rest} more.` : ''}`;
}

function describeIssue(
  where: string,
  issue: Issue,
  input: unknown,
  known: string[],
): string {
  const subject = issue.path.length
    ? `'${describePath(issue.path)}' in the ${where}`
    : `The ${where}`;
  const value = valueAt(input, issue.path);
  const isMissing = value === undefined && issue.path.length > 0;
  const is = isMissing ? 'is missing' : `is ${show(value)}`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return `The ${where} has an unknown parameter '${shorten(
        issue.keys[0],
      )}'. Known are: ${known.join(', ')}.`;
    case 'invalid_value':
      return `${subject} ${is}. Use one of: ${issue.values.join(', ')}.`;
    case 'invalid_type':
      return `${subject} ${is}. Give ${article(issue.expected)}.`;
    case 'invalid_union':
      return describeUnion(subject, is, issue);
    case 'too_big':
      return `${subject} is too large: at most ${issue.maximum}${unitOf(
        issue.origin,
      )} are taken.`;
    case 'too_small':
      return `${subject} is too small: at least ${issue.minimum}${unitOf(
        issue.origin,
      )} are needed.`;
    case 'invalid_format':
      return issue.format === 'datetime' && !issue.message.startsWith('must')
        ? `${subject} ${is}. Give an instant with a time zone, for example '2026-11-22T08:30:00Z'.`
        : `${subject} ${is}; it ${issue.message}.`;
    default:
      return `${subject} ${is}: ${issue.message}.`;
  }
}

function describeUnion(
  subject: string,
  is: string,
  issue: Extract<Issue, { code: 'invalid_union' }>,
): string {
  const { options } = issue as { options?: unknown[] };
  if (options) {
    return `${subject} ${is}. Use one of: ${options.join(', ')}.`;
  }
  const expected = new Set(
    issue.errors
      .flat()
      .flatMap(error =>
        error.code === 'invalid_type' ? [article(error.expected)] : [],
      ),
  );
  return `${subject} ${is}. Give ${[...expected].join(' or ')}.`;
}

function article(type: string): string {
  switch (type) {
    case 'array':
      return 'a list';
    case 'object':
    case 'record':
      return 'an object';
    case 'string':
      return 'text';
    case 'int':
      return 'a whole number';
    default:
      return `a ${type}`;
  }
}

function unitOf(origin: string): string {
  switch (origin) {
    case 'string':
      return ' characters';
    case 'array':
    case 'set':
      return ' items';
    default:
      return '';
  }
}

function describePath(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') {
        return `[${part}]`;
      }
      return index === 0 ? String(part) : `.${String(part)}`;
    })
    .join('');
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<any>((value, part) => value?.[part], input);
}

function show(value: unknown): string {
  if (Array.isArray(value)) {
    return 'a list';
  }
  if (typeof value === 'object' && value !== null) {
    return 'an object';
  }
  return value === undefined ? 'missing' : `'${shorten(String(value))}'`;
}

function shorten(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
