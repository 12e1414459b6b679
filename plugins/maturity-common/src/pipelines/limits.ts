// SPDX-License-Identifier: Apache-2.0

/** Larger files are refused, as GitHub refuses workflow files above 512 KB. */
export const MAX_FILE_CHARACTERS = 512_000;

/** More files than this are not one entity's pipelines. */
export const MAX_FILES = 2_000;

/** Characters of all files that are parsed; the largest of 120 public repositories has 153,000. */
export const MAX_FOLDER_CHARACTERS = 3_000_000;

/**
 * Signs of all files that a YAML parser makes nodes of. It takes 10 to 15 µs for each, so these are less than two seconds; the
 * largest of 120 public repositories has 11,000.
 */
export const MAX_FOLDER_MARKS = 100_000;

/** Steps that are made for the files of one folder once they are parsed: less than a second. */
export const MAX_FOLDER_STEPS = 2_000_000;

/** Steps that are made for what workflows call, besides those for the files themselves. */
export const MAX_CALLED_STEPS = 1_000_000;

/** Values that one file may expand to once its aliases are followed. */
export const MAX_NODES = 200_000;

/** Levels of nesting; real files stay below 20. */
export const MAX_DEPTH = 100;

/** GitHub allows ten levels of reusable workflows, GitLab 150 includes. */
export const MAX_CALL_DEPTH = 10;

/** GitLab resolves eleven levels of `extends` and ten of `!reference`. */
export const MAX_EXTENDS_DEPTH = 11;

/** Events that one workflow names; GitHub knows about forty. */
export const MAX_EVENTS = 100;

/**
 * Characters of the name of an action, an image or a called file that are read. The longest of 120 public repositories
 * has 126.
 */
export const MAX_USES = 512;

/** What a pipeline record holds. */
export const MAX_JOBS = 5_000;
export const MAX_GATES = 1_000;
export const MAX_PLANNED_DEPLOYMENTS = 1_000;
