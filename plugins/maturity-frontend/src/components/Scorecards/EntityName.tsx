// SPDX-License-Identifier: Apache-2.0
import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { ScorecardRow } from '@delivery-maturity/backstage-plugin-maturity-common';
import { CoverageNote } from '../CoverageNote';

const useStyles = makeStyles(
  theme => ({
    name: { fontWeight: 600, wordBreak: 'normal', overflowWrap: 'break-word' },
    aside: {
      color: theme.palette.text.secondary,
      display: 'flex',
      flexWrap: 'wrap',
      fontSize: theme.typography.pxToRem(12),
      gap: theme.spacing(0, 1),
      lineHeight: 1.4,
    },
  }),
  { name: 'MaturityEntityName' },
);

/** @internal */
export interface EntityNameProps {
  row: ScorecardRow;
  /** The entity's Maturity tab. */
  to: string;
}

/** An entity, who owns it, and how much of it is known. @internal */
export function EntityName(props: EntityNameProps) {
  const { row, to } = props;
  const classes = useStyles();
  return (
    <>
      <Link to={to} className={classes.name}>
        {row.title ?? row.name}
      </Link>
      <div className={classes.aside}>
        {row.owner && (
          <EntityRefLink
            entityRef={row.owner}
            defaultKind="group"
            hideIcon
            disableTooltip
          />
        )}
        <CoverageNote coverage={row.coverage} />
      </div>
    </>
  );
}
