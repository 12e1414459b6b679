// SPDX-License-Identifier: Apache-2.0
import { ComponentType, lazy } from 'react';

/** Tabs in reading order; the first one is the page itself. @internal */
export const TABS = [
  'rollout',
  'scorecards',
  'tasks',
  'model',
  'data',
] as const;
/** @internal */
export type TabId = (typeof TABS)[number];

// Each tab is a chunk of its own: who opens a table does not load the charts.
/** @internal */
export const TAB_CONTENT: Record<TabId, ComponentType> = {
  rollout: lazy(() =>
    import('../Rollout').then(module => ({ default: module.Rollout })),
  ),
  scorecards: lazy(() =>
    import('../Scorecards').then(module => ({ default: module.Scorecards })),
  ),
  tasks: lazy(() =>
    import('../Tasks').then(module => ({ default: module.Tasks })),
  ),
  model: lazy(() =>
    import('../Model').then(module => ({ default: module.Model })),
  ),
  data: lazy(() =>
    import('../Data').then(module => ({ default: module.Data })),
  ),
};

/** The tab that a path below the page names; the first one for any other path. @internal */
export function tabOfPath(path: string): TabId {
  const first = path.split('/')[0];
  return TABS.find(tab => tab === first) ?? TABS[0];
}
