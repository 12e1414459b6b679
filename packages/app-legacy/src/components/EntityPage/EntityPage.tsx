// SPDX-License-Identifier: Apache-2.0
import {
  EntityAboutCard,
  EntityLayout,
  EntitySwitch,
  isKind,
} from '@backstage/plugin-catalog';
import {
  EntityMaturityCard,
  EntityMaturityContent,
  GroupMaturityCard,
} from '@delivery-maturity/backstage-plugin-maturity/legacy';
import Grid from '@material-ui/core/Grid';

/** The page of every catalog entity; an element, because the app finds the addresses of plugins in elements alone. */
export const entityPage = (
  <EntityLayout>
    <EntityLayout.Route path="/" title="Overview">
      <Grid container spacing={3}>
        <Grid item xs={12} md={6}>
          <EntityAboutCard />
        </Grid>
        <Grid item xs={12} md={6}>
          <EntitySwitch>
            <EntitySwitch.Case if={isKind('group')}>
              <GroupMaturityCard />
            </EntitySwitch.Case>
            <EntitySwitch.Case if={isKind('component')}>
              <EntityMaturityCard />
            </EntitySwitch.Case>
          </EntitySwitch>
        </Grid>
      </Grid>
    </EntityLayout.Route>
    <EntityLayout.Route
      path="/maturity"
      title="Maturity"
      if={isKind('component')}
    >
      <EntityMaturityContent />
    </EntityLayout.Route>
  </EntityLayout>
);
