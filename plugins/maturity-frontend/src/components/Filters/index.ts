// SPDX-License-Identifier: Apache-2.0
export { FilterBar } from './FilterBar';
