// SPDX-License-Identifier: Apache-2.0
import { Suspense, useMemo } from 'react';
import { Content, HeaderTabs, Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { usePermission } from '@backstage/plugin-permission-react';
import { maturitySourceReadPermission } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityTranslation } from '../../hooks';
import { scopeAsFilter } from '../../hooks/scopeAsFilter';
import { PageUrl, UrlPatch, usePageUrl } from '../../hooks/usePageUrl';
import { CardSkeleton } from '../CardSkeleton';
import { PanelBoundary } from '../PanelBoundary';
import { TABS, TAB_CONTENT, TabId, tabOfPath } from './tabs';

const useStyles = makeStyles(
  theme => ({
    // The portal's frame brings another font; below it everything speaks the theme's.
    content: { fontFamily: theme.typography.fontFamily },
  }),
  { name: 'MaturityPage' },
);

/**
 * What is below the header of `/maturity`: its tabs are the path, everything
 * chosen on them is the query. The header is the portal's own in the new
 * frontend system, and `LegacyMaturityPage`'s in the old one.
 *
 * @internal
 */
export function MaturityPage() {
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const url = usePageUrl();
  const mayReadSources = usePermission({
    permission: maturitySourceReadPermission,
  }).allowed;
  const current = tabOfPath(url.path);
  const TabContent = TAB_CONTENT[current];

  const tabs = useMemo(
    () =>
      TABS.filter(
        tab => tab !== 'data' || mayReadSources || current === 'data',
      ),
    [mayReadSources, current],
  );

  return (
    <>
      <HeaderTabs
        selectedIndex={tabs.indexOf(current)}
        tabs={tabs.map(tab => ({
          id: tab,
          label: t(`page.tabs.${tab}`),
          tabProps: { component: Link, to: tabHref(url, tab) },
        }))}
      />
      <Content className={classes.content}>
        <PanelBoundary framed resetKey={current}>
          <Suspense fallback={<CardSkeleton lines={10} />}>
            <TabContent />
          </Suspense>
        </PanelBoundary>
      </Content>
    </>
  );
}

/** Filters travel along to the other tabs; what belongs to one tab stays there. */
function tabHref(url: PageUrl, tab: TabId): string {
  const left: UrlPatch = {
    sort: undefined,
    order: undefined,
    task: undefined,
    open: undefined,
    source: undefined,
  };
  if (tab === 'rollout') {
    return url.href('', left);
  }
  return url.href(tab, { ...left, ...scopeAsFilter(url) });
}
