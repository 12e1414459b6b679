// SPDX-License-Identifier: Apache-2.0
export { Tasks } from './Tasks';
