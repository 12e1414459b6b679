// SPDX-License-Identifier: Apache-2.0
import { RECOGNIZED_ACTIONS } from './recognizedActions';
import { RECOGNIZED_COMMANDS } from './recognizedCommands';
import { RECOGNIZED_NAMES } from './recognizedNames';
import { RECOGNIZED_INCLUDES } from './recognizedIncludes';
import { Recognition } from './recognizedThings';

export type {
  Recognition,
  RecognizedAction,
  RecognizedAs,
  RecognizedCommand,
  RecognizedInclude,
  RecognizedName,
} from './recognizedThings';

/** @public */
export const DEFAULT_RECOGNITION: Recognition = {
  actions: RECOGNIZED_ACTIONS,
  commands: RECOGNIZED_COMMANDS,
  names: RECOGNIZED_NAMES,
  includes: RECOGNIZED_INCLUDES,
};

/**
 * Adds an organization's own actions, commands and names to the default table. All entries that match count,
 * so additions never hide what the table knows.
 *
 * @public
 */
export function mergeRecognition(
  additions: Partial<Recognition> | undefined,
  base: Recognition = DEFAULT_RECOGNITION,
): Recognition {
  if (!additions) {
    return base;
  }
  return {
    actions: [...base.actions, ...(additions.actions ?? [])],
    commands: [...base.commands, ...(additions.commands ?? [])],
    names: [...base.names, ...(additions.names ?? [])],
    includes: [...base.includes, ...(additions.includes ?? [])],
  };
}
