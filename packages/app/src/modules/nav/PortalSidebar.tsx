// SPDX-License-Identifier: Apache-2.0
import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarSpace,
} from '@backstage/core-components';
import MenuIcon from '@material-ui/icons/Menu';
import SettingsIcon from '@material-ui/icons/Settings';
import type {
  NavContentComponentProps,
  NavContentNavItem,
} from '@backstage/plugin-app-react';

function PortalSidebarItem(props: NavContentNavItem) {
  const { href, icon, title } = props;
  return <SidebarItem to={href} icon={() => icon} text={title} />;
}

/** Maturity first, settings at the foot, whatever else in between. */
export function PortalSidebar(props: NavContentComponentProps) {
  const nav = props.navItems.withComponent(PortalSidebarItem);
  const home = nav.take('page:home');
  const maturity = nav.take('page:maturity');
  const catalog = nav.take('page:catalog');
  const settings = nav.take('page:user-settings');

  return (
    <Sidebar>
      <SidebarGroup label="Menu" icon={<MenuIcon />}>
        {maturity}
        {home}
        {catalog}
        {nav.rest({ sortBy: 'title' })}
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <SidebarGroup label="Settings" icon={<SettingsIcon />} to="/settings">
        {settings}
      </SidebarGroup>
    </Sidebar>
  );
}
