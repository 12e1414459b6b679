// SPDX-License-Identifier: Apache-2.0

/** Whether one of the texts contains what is searched, in whatever case. @internal */
export function contains(texts: readonly string[], search: string): boolean {
  const wanted = search.toLocaleLowerCase('en-US');
  return texts.some(text => text.toLocaleLowerCase('en-US').includes(wanted));
}
