// SPDX-License-Identifier: Apache-2.0
export { navModule } from './navModule';
