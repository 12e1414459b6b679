// SPDX-License-Identifier: Apache-2.0
import { useMemo } from 'react';
import Button from '@material-ui/core/Button';
import Skeleton from '@material-ui/lab/Skeleton';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import {
  EntityFilterInput,
  RollupAnswer,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityTranslation } from '../../hooks';
import { DimensionName } from '../../hooks/useDimensions';
import { PageUrl } from '../../hooks/usePageUrl';
import { useRollup } from '../../hooks/useRollup';
import { GroupRow } from './GroupRow';
import { GroupSort, RollupGroup, sortGroups } from './sortGroups';

/** A cycle of groups, or an absurd depth, must not unfold forever. */
const DEEPEST = 12;

/** Columns beside the dimensions: name, entities, score, change. */
const OTHER_COLUMNS = 4;

/** @internal */
export interface GroupRowsProps {
  groups: RollupGroup[];
  by: RollupAnswer['by'];
  depth: number;
  /** Keys of the groups that are unfolded. */
  open: string[];
  onToggle: (key: string) => void;
  url: PageUrl;
  filter: EntityFilterInput;
  sort: GroupSort;
  dimensions: DimensionName[];
}

/** Rows of one level of the tree, each with its own below it once it is unfolded. @internal */
export function GroupRows(props: GroupRowsProps) {
  const { groups, by, depth, open, onToggle } = props;
  return (
    <>
      {groups.map(group => {
        const unfolds = by === 'group' && group.hasChildren && depth < DEEPEST;
        const expanded = unfolds && open.includes(group.key);
        return [
          <GroupRow
            key={group.key}
            {...props}
            group={group}
            expanded={unfolds ? expanded : undefined}
            onToggle={() => onToggle(group.key)}
          />,
          expanded && (
            <ChildRows
              key={`${group.key} children`}
              {...props}
              parent={group}
            />
          ),
        ];
      })}
    </>
  );
}

function ChildRows(props: GroupRowsProps & { parent: RollupGroup }) {
  const { parent, filter, sort, depth, dimensions, ...rest } = props;
  const { t } = useMaturityTranslation();
  const rollup = useRollup({ ...filter, scope: parent.key, by: 'group' });
  const groups = useMemo(
    () => sortGroups(rollup.value?.groups ?? [], sort),
    [rollup.value, sort],
  );

  if (rollup.value) {
    return (
      <GroupRows
        {...rest}
        filter={filter}
        sort={sort}
        dimensions={dimensions}
        groups={groups}
        depth={depth + 1}
      />
    );
  }
  return (
    <TableRow>
      <TableCell colSpan={dimensions.length + OTHER_COLUMNS}>
        {rollup.error ? (
          <Typography variant="body2" role="alert">
            {t('page.rollout.groups.failed', {
              title: parent.title,
              message: rollup.error.message,
            })}{' '}
            <Button size="small" onClick={rollup.retry}>
              {t('common.retry')}
            </Button>
          </Typography>
        ) : (
          <Skeleton
            variant="rect"
            height={24}
            role="status"
            aria-label={t('page.rollout.groups.loading', {
              title: parent.title,
            })}
          />
        )}
      </TableCell>
    </TableRow>
  );
}
