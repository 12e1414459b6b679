// SPDX-License-Identifier: Apache-2.0
import { SafetyDefault, Stage } from '../../records';

/** What a recognized thing stands for. @public */
export interface RecognizedAs {
  stages?: Stage[];
  safety?: SafetyDefault[];
  /** A step that waits until a person answers. */
  approval?: boolean;
}

/**
 * An action, component or image, written `owner/name` or `owner/name/path`; `*` matches anything, case does not
 * matter, the version is left out.
 *
 * @public
 */
export interface RecognizedAction extends RecognizedAs {
  action: string;
  /** Counts only where the step gives this input, and gives something else than `false`. */
  input?: string;
}

/** A command: a regular expression that is searched for in each line of a script. @public */
export interface RecognizedCommand extends RecognizedAs {
  command: string;
}

/** A word of a job's id or name (`job`), or also of its steps' names (`any`). @public */
export interface RecognizedName extends RecognizedAs {
  name: string;
  where: 'job' | 'any';
}

/** A GitLab template or component, `*` matches anything. @public */
export interface RecognizedInclude extends RecognizedAs {
  include: string;
}

/** The table that stages are found by. @public */
export interface Recognition {
  actions: RecognizedAction[];
  commands: RecognizedCommand[];
  names: RecognizedName[];
  includes: RecognizedInclude[];
}
