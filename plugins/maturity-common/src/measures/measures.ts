// SPDX-License-Identifier: Apache-2.0
import { approvalGates } from './approvalGates';
import { approvalRubberStamp } from './approvalRubberStamp';
import { approvalShareOfLeadTime } from './approvalShareOfLeadTime';
import { approvalWait } from './approvalWait';
import { approvalWaitTail } from './approvalWaitTail';
import { deploymentChangeFailRate } from './deploymentChangeFailRate';
import { deploymentFrequency } from './deploymentFrequency';
import { deploymentLeadTime } from './deploymentLeadTime';
import { deploymentOnDemandShare } from './deploymentOnDemandShare';
import { deploymentRecoveryTime } from './deploymentRecoveryTime';
import { deploymentReworkRate } from './deploymentReworkRate';
import { pipelineGoldenPathAdoption } from './pipelineGoldenPathAdoption';
import { pipelineGoldenPathDrift } from './pipelineGoldenPathDrift';
import { pipelineRequiredStages } from './pipelineRequiredStages';
import { pipelineSafetyDefaults } from './pipelineSafetyDefaults';
import { pipelineScanAtCommit } from './pipelineScanAtCommit';
import { provisioningEnvironmentTime } from './provisioningEnvironmentTime';
import { provisioningSelfService } from './provisioningSelfService';
import { provisioningServiceTime } from './provisioningServiceTime';
import { Measure } from './types';

/** Every measure, in the order in which the model page lists them. @public */
export const measures: readonly Measure[] = [
  pipelineGoldenPathAdoption,
  pipelineGoldenPathDrift,
  pipelineRequiredStages,
  pipelineScanAtCommit,
  pipelineSafetyDefaults,
  provisioningServiceTime,
  provisioningEnvironmentTime,
  provisioningSelfService,
  deploymentFrequency,
  deploymentLeadTime,
  deploymentOnDemandShare,
  deploymentChangeFailRate,
  deploymentRecoveryTime,
  deploymentReworkRate,
  approvalGates,
  approvalWait,
  approvalWaitTail,
  approvalShareOfLeadTime,
  approvalRubberStamp,
];

const byId = new Map(measures.map(measure => [measure.meta.id, measure]));

/** @public */
export function findMeasure(id: string): Measure | undefined {
  return byId.get(id);
}
