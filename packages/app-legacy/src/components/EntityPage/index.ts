// SPDX-License-Identifier: Apache-2.0
export { entityPage } from './EntityPage';
