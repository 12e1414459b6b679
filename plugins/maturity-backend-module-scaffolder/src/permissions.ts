// SPDX-License-Identifier: Apache-2.0

/** What the permission policy must grant, and what is lost without it. @internal */
export const NEEDED_PERMISSION = {
  permission: 'scaffolder.task.read',
  lost: 'provisioning requests; provisioning time is inferred from the creation of the repository where another source knows it',
};

/** A sentence: the Scaffolder's words, what to grant, what is lost without it. @internal */
export function describeMissing(words: string): string {
  const { permission, lost } = NEEDED_PERMISSION;
  return `The Scaffolder says “${words}”. Let the permission policy allow '${permission}' to the service principal 'plugin:maturity': without it are lost: ${lost}.`;
}
