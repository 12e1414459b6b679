// SPDX-License-Identifier: Apache-2.0
export * from './releasesOf';
export * from './types';
export * from './viewDeployment';
