// SPDX-License-Identifier: Apache-2.0
import { PipelineReference } from '../../records';
import { Detected, detectStages } from './detectStages';
import { namesDocumentation } from './documentation';
import { speaksOnly } from './promisedStages';
import { DEFAULT_RECOGNITION, Recognition } from './recognition';

/**
 * What a called pipeline that cannot be read does, by the names of the job and of the file that it calls. Known tools
 * count by their names alone (`brakeman.yml`).
 *
 * @internal
 */
export function detectCalled(
  call: PipelineReference,
  recognition: Recognition = DEFAULT_RECOGNITION,
): Pick<Detected, 'stages' | 'safety'> {
  const file = call.path?.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
  const detected = detectStages(
    {
      id: call.job ?? '',
      name: file,
      stepNames: [],
      scripts: [call.job ?? '', file ?? ''],
      uses: [call.target.replace(/^[^/]+\//, '')],
    },
    recognition,
  );
  const deploysNothing = [call.job ?? '', file ?? ''].some(
    name => speaksOnly(name) || namesDocumentation(name),
  );
  return {
    ...detected,
    stages: detected.stages.filter(
      stage => stage !== 'deploy' || !deploysNothing,
    ),
  };
}
