// SPDX-License-Identifier: Apache-2.0

/** What its backend must let us do, and what is lost without it. @internal */
export const NEEDED_PERMISSION = {
  permission: 'scaffolder.task.read',
  lost: 'provisioning requests; provisioning time is inferred from the creation of the repository where another source knows it',
};

/** A sentence: the Scaffolder's words, what to grant, what is lost without it. @internal */
export function describeMissing(words: string): string {
  const { permission, lost } = NEEDED_PERMISSION;
  return `The Scaffolder says “${words}”. Let its backend accept the service principal 'plugin:maturity' and allow '${permission}' to it; where it is a backend of its own, its 'discovery.endpoints' must lead to this one, whose plugin signs the token. Without it are lost: ${lost}.`;
}
