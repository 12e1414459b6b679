// SPDX-License-Identifier: Apache-2.0
import { EntityAboutCard, EntityLayout } from '@backstage/plugin-catalog';
import Grid from '@material-ui/core/Grid';

/** The page of every catalog entity. */
export function EntityPage() {
  return (
    <EntityLayout>
      <EntityLayout.Route path="/" title="Overview">
        <Grid container spacing={3}>
          <Grid item xs={12} md={6}>
            <EntityAboutCard />
          </Grid>
        </Grid>
      </EntityLayout.Route>
    </EntityLayout>
  );
}
