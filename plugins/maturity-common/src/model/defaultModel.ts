// SPDX-License-Identifier: Apache-2.0
import { ForwardedError } from '@backstage/errors';
import { approvalBottlenecks } from './defaults/approvalBottlenecks';
import { onDemandDeployability } from './defaults/onDemandDeployability';
import { pipelineStandardization } from './defaults/pipelineStandardization';
import { provisioningTime } from './defaults/provisioningTime';
import { ScorecardModelInput } from './modelSchema';
import { ScorecardModel } from './types';
import { validateModel } from './validateModel';

/**
 * The default model as an operator would write it, to start one's own from.
 *
 * @remarks
 *
 * Required checks weigh twice as much as the others. In the provisioning dimension this keeps a service leveled that
 * was itself provisioned but never asked for an environment.
 *
 * @public
 */
export const defaultModelInput: ScorecardModelInput = {
  levels: [
    {
      name: 'Ad hoc',
      description: 'Works when the right people are around.',
    },
    {
      name: 'Repeatable',
      description: 'Works the same way each time, with handwork and waiting.',
    },
    {
      name: 'Standardized',
      description: 'Follows the golden path with its checks built in.',
    },
    {
      name: 'Self-service',
      description: 'Teams get and ship what they need without asking.',
    },
    {
      name: 'On demand',
      description: 'Every change goes live when it is ready, safely.',
    },
  ],
  window: 'P90D',
  policy: 'weakest-link',
  minimumCoverage: 0.5,
  filter: { kind: 'Component' },
  targets: [
    { filter: { 'spec.lifecycle': 'production' }, level: 3 },
    { level: 2 },
  ],
  requiredStages: ['test', 'security-scan', 'deploy', 'rollback'],
  dimensions: [
    pipelineStandardization,
    provisioningTime,
    onDemandDeployability,
    approvalBottlenecks,
  ],
};

function createDefaultModel(): ScorecardModel {
  const { model, problems } = validateModel(defaultModelInput);
  if (!model) {
    throw new ForwardedError(
      'The default scorecard model is not valid',
      new Error(problems.join(' ')),
    );
  }
  return model;
}

/** The model in force where none is configured. @public */
export const defaultModel: ScorecardModel = createDefaultModel();
