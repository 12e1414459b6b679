// SPDX-License-Identifier: Apache-2.0
import { Link } from '@backstage/core-components';
import IconButton from '@material-ui/core/IconButton';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import ChevronRightIcon from '@material-ui/icons/ChevronRight';
import { RollupAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { DimensionName } from '../../hooks/useDimensions';
import { PageUrl, UrlPatch } from '../../hooks/usePageUrl';
import { ScoreDelta } from '../ScoreDelta';
import { HeatCell } from './HeatCell';
import { RollupGroup } from './sortGroups';

const INDENT = 20;

const useStyles = makeStyles(
  theme => ({
    cell: {
      borderBottom: 'none',
      fontVariantNumeric: 'tabular-nums',
      padding: theme.spacing(0.25, 1),
      [theme.breakpoints.down('xs')]: { padding: theme.spacing(0.25, 0.5) },
    },
    number: { whiteSpace: 'nowrap' },
    name: {
      backgroundColor: theme.palette.background.paper,
      left: 0,
      minWidth: 150,
      [theme.breakpoints.down('xs')]: {
        minWidth: 104,
        padding: theme.spacing(0.25, 0),
      },
      position: 'sticky',
      wordBreak: 'normal',
      zIndex: 1,
    },
    nameInner: { alignItems: 'center', display: 'flex', minHeight: 40 },
    spacer: { display: 'inline-block', flex: 'none', width: 30 },
    wide: { [theme.breakpoints.down('xs')]: { display: 'none' } },
    toggle: { flex: 'none', padding: 3 },
  }),
  { name: 'MaturityGroupRow' },
);

/** @internal */
export interface GroupRowProps {
  group: RollupGroup;
  by: RollupAnswer['by'];
  depth: number;
  url: PageUrl;
  dimensions: DimensionName[];
  /** Undefined where there is nothing below it. */
  expanded?: boolean;
  onToggle: () => void;
}

/** One group across the dimensions; its name narrows the page to it. @internal */
export function GroupRow(props: GroupRowProps) {
  const { group, by, depth, url, dimensions, expanded, onToggle } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const narrowed = scopeOf(by, group.key);
  const listed: UrlPatch = {
    scope: undefined,
    open: undefined,
    [by === 'group' ? 'owner' : by]: [group.key],
  };

  return (
    <TableRow>
      <TableCell
        className={`${classes.cell} ${classes.name}`}
        component="th"
        role="rowheader"
        scope="row"
      >
        <div
          className={classes.nameInner}
          style={{ paddingLeft: depth * INDENT }}
        >
          {expanded === undefined ? (
            <span className={classes.spacer} />
          ) : (
            <IconButton
              className={classes.toggle}
              aria-expanded={expanded}
              aria-label={t(
                expanded
                  ? 'page.rollout.groups.collapse'
                  : 'page.rollout.groups.expand',
                { title: group.title },
              )}
              onClick={onToggle}
            >
              {expanded ? <ExpandMoreIcon /> : <ChevronRightIcon />}
            </IconButton>
          )}
          {group.key ? (
            <Link
              to={url.href('', narrowed)}
              title={t('page.rollout.groups.openScope', { title: group.title })}
            >
              {group.title}
            </Link>
          ) : (
            group.title
          )}
        </div>
      </TableCell>
      <TableCell className={`${classes.cell} ${classes.wide}`} align="center">
        {group.key ? (
          <Link
            to={url.href('scorecards', listed)}
            aria-label={t('page.rollout.groups.openList', {
              total: format.number(group.entities),
              title: group.title,
            })}
          >
            {format.number(group.entities)}
          </Link>
        ) : (
          format.number(group.entities)
        )}
      </TableCell>
      {dimensions.map(dimension => (
        <HeatCell
          key={dimension.id}
          dimension={dimension}
          bucket={group.dimensions.find(
            ({ dimensionId }) => dimensionId === dimension.id,
          )}
          to={
            group.key
              ? url.href('scorecards', {
                  ...listed,
                  dimension: dimension.id,
                  sort: `dimension:${dimension.id}`,
                  order: 'asc',
                })
              : undefined
          }
        />
      ))}
      <TableCell className={`${classes.cell} ${classes.number}`} align="center">
        {group.score === undefined
          ? t('measure.none')
          : format.number(group.score)}
      </TableCell>
      <TableCell className={classes.cell} align="center">
        <ScoreDelta delta={group.delta30d} compact />
      </TableCell>
    </TableRow>
  );
}

/** Groups, systems and domains are scopes; other attributes are filters. */
function scopeOf(by: RollupAnswer['by'], key: string): UrlPatch {
  return by === 'group' || by === 'system' || by === 'domain'
    ? {
        // The scope replaces the filter that means the same.
        [by === 'group' ? 'owner' : by]: undefined,
        scope: key,
        open: undefined,
        by: undefined,
      }
    : { [by]: [key], open: undefined, by: undefined };
}
