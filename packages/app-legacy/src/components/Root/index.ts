// SPDX-License-Identifier: Apache-2.0
export { Root } from './Root';
