// SPDX-License-Identifier: Apache-2.0

/** npm starts scripts in the repository; paths are meant from where the person stands. */
export function workFolder(): string {
  return process.env.INIT_CWD ?? process.cwd();
}

/** Where a development portal may have left its connection. */
export function developmentFolders(): string[] {
  return [workFolder(), process.env.MATURITY_HOME ?? []].flat();
}
