// SPDX-License-Identifier: Apache-2.0
export * from './types';
export * from './gradeCheck';
export * from './scoreDimension';
export * from './resolveLevel';
export { measureOfCheck } from './evaluateCheck';
export * from './evaluateScorecard';
export * from './timeBreakdown';
export {
  histogramPercentile,
  LEAD_TIME_BUCKETS,
  leadTimeBucket,
  type LeadTimeHistogram,
} from './leadTimeHistogram';
export * from './diffScorecards';
export * from './trendVerdict';
