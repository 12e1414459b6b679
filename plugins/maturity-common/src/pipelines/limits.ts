// SPDX-License-Identifier: Apache-2.0

/** Larger files are refused, as GitHub refuses workflow files above 512 KB. */
export const MAX_FILE_CHARACTERS = 512_000;

/** More files than this are not one entity's pipelines. */
export const MAX_FILES = 2_000;

/** Values that one file may expand to once its aliases are followed. */
export const MAX_NODES = 200_000;

/** Levels of nesting; real files stay below 20. */
export const MAX_DEPTH = 100;

/** GitHub allows ten levels of reusable workflows, GitLab 150 includes. */
export const MAX_CALL_DEPTH = 10;

/** GitLab resolves eleven levels of `extends` and ten of `!reference`. */
export const MAX_EXTENDS_DEPTH = 11;

/** What a pipeline record holds. */
export const MAX_JOBS = 5_000;
export const MAX_GATES = 1_000;
