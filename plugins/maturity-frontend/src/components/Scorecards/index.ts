// SPDX-License-Identifier: Apache-2.0
export { Scorecards } from './Scorecards';
