// SPDX-License-Identifier: Apache-2.0
export { Data } from './Data';
