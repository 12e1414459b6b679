// SPDX-License-Identifier: Apache-2.0
import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { ScorecardRow } from '@delivery-maturity/backstage-plugin-maturity-common';
import { CoverageNote } from '../CoverageNote';

const useStyles = makeStyles(
  theme => ({
    // Three lines tell nearly every name; the rest is in the title.
    name: {
      display: '-webkit-box',
      fontWeight: 600,
      lineHeight: 1.3,
      overflow: 'hidden',
      overflowWrap: 'anywhere',
      wordBreak: 'normal',
      '-webkit-box-orient': 'vertical',
      '-webkit-line-clamp': 3,
    },
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
  const name = row.title ?? row.name;
  return (
    <>
      <Link to={to} className={classes.name} title={name}>
        {name}
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
