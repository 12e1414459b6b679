// SPDX-License-Identifier: Apache-2.0
export { GroupMaturityCard } from './GroupMaturityCard';
