// SPDX-License-Identifier: Apache-2.0
export { deploymentsOfUnknownTier, waysToProduction } from './waysToProduction';
export type {
  PlannedDeployments,
  ProductionOptions,
  WayToProduction,
} from './waysToProduction';
export { gatesOnEveryWay, isHumanGate } from './gatesOnEveryWay';
export type { GateOnWay, GatesOnEveryWay } from './gatesOnEveryWay';
