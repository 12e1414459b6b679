// SPDX-License-Identifier: Apache-2.0

/**
 * What an environment's name is compared by: providers take names that differ in case or in surrounding space for one
 * environment, so two records that differ in nothing else are about the same one. Nothing else compares names.
 *
 * @public
 */
export function environmentKey(name: string): string {
  return name.trim().toLowerCase();
}

/** Whether two names mean one environment. Two that are not known are not the same. @public */
export function sameEnvironment(
  a: string | undefined,
  b: string | undefined,
): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    environmentKey(a) === environmentKey(b)
  );
}
