// SPDX-License-Identifier: Apache-2.0
export { Model } from './Model';
