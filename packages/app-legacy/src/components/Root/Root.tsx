// SPDX-License-Identifier: Apache-2.0
import { Sidebar, SidebarItem, SidebarPage } from '@backstage/core-components';
import CategoryIcon from '@material-ui/icons/Category';
import TrendingUpIcon from '@material-ui/icons/TrendingUp';
import { PropsWithChildren } from 'react';

/** The frame of every page: the sidebar and what stands beside it. */
export function Root(props: PropsWithChildren<{}>) {
  return (
    <SidebarPage>
      <Sidebar>
        <SidebarItem icon={TrendingUpIcon} to="maturity" text="Maturity" />
        <SidebarItem icon={CategoryIcon} to="catalog" text="Catalog" />
      </Sidebar>
      {props.children}
    </SidebarPage>
  );
}
