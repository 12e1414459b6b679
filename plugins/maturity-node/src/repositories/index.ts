// SPDX-License-Identifier: Apache-2.0
export * from './changes';
export * from './CollectRun';
export * from './explainShape';
export * from './matchRepository';
export * from './ownCommits';
export * from './placeGates';
export * from './provisioning';
export * from './Recognizer';
export * from './recordItems';
export * from './Refusals';
export * from './RepositoryCollector';
export * from './RepositoryTarget';
export * from './statusItems';
export * from './templatePlaces';
