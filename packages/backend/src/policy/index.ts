// SPDX-License-Identifier: Apache-2.0
export { examplePolicyModule } from './examplePolicyModule';
