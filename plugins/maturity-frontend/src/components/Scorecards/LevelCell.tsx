// SPDX-License-Identifier: Apache-2.0
import { makeStyles } from '@material-ui/core/styles';
import { ScorecardRow } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { useDimensions } from '../../hooks/useDimensions';
import { useModelInForce } from '../../hooks/useModelInForce';
import { LevelBadge } from '../LevelBadge';
import { heldBy } from './heldBy';

const useStyles = makeStyles(
  theme => ({
    reason: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(11.5),
      lineHeight: 1.3,
      marginTop: 2,
      wordBreak: 'normal',
    },
  }),
  { name: 'MaturityLevelCell' },
);

/** @internal */
export interface LevelCellProps {
  row: ScorecardRow;
}

/** A level with the dimensions that hold it. @internal */
export function LevelCell(props: LevelCellProps) {
  const { row } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const { title } = useDimensions();
  const holding = heldBy(row, useModelInForce());
  return (
    <>
      <LevelBadge level={row.level} levelName={row.levelName} />
      {holding.length > 0 && (
        <div className={classes.reason}>
          {t('levelReason.heldBy', {
            dimensions: format.list(holding.map(title)),
          })}
        </div>
      )}
    </>
  );
}
