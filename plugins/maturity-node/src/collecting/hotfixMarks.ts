// SPDX-License-Identifier: Apache-2.0
import { Config } from '@backstage/config';

/** What marks a change as an unplanned one. @public */
export interface HotfixMarks {
  /** Labels of its pull or merge request. */
  labels: string[];
  /** Names of its branch, `*` stands for anything. */
  branches: string[];
}

/** The marks in force where none are configured. */
const DEFAULT_HOTFIX_MARKS: HotfixMarks = {
  labels: ['hotfix', 'revert', 'rollback'],
  branches: ['hotfix/*', 'hotfix-*', 'revert-*', 'rollback/*'],
};

/** Reads `hotfix.labels` and `hotfix.branches` of a collector. @internal */
export function readHotfixMarks(config: Config | undefined): HotfixMarks {
  return {
    labels:
      config?.getOptionalStringArray('hotfix.labels') ??
      DEFAULT_HOTFIX_MARKS.labels,
    branches:
      config?.getOptionalStringArray('hotfix.branches') ??
      DEFAULT_HOTFIX_MARKS.branches,
  };
}
