// SPDX-License-Identifier: Apache-2.0
import { makeStyles } from '@material-ui/core/styles';
import {
  ModelCheck,
  ModelLevel,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { LevelBadge } from '../LevelBadge';
import { VisuallyHidden } from '../VisuallyHidden';

const useStyles = makeStyles(
  theme => ({
    table: {
      borderCollapse: 'collapse',
      fontSize: theme.typography.pxToRem(13),
      margin: theme.spacing(1, 0),
      '& th, & td': {
        fontWeight: 400,
        padding: theme.spacing(0.35, 2, 0.35, 0),
        textAlign: 'left',
      },
    },
  }),
  { name: 'MaturityCheckLadder' },
);

/** @internal */
export interface CheckLadderProps {
  check: ModelCheck;
  levels: ModelLevel[];
}

/** What each level asks for, best first. @internal */
export function CheckLadder(props: CheckLadderProps) {
  const { check, levels } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const rungs = check.thresholds
    .map((threshold, index) => ({ threshold, level: index + 1 }))
    .reverse();
  return (
    <table className={classes.table}>
      <VisuallyHidden component="caption">
        {t('page.model.ladder', { check: check.title })}
      </VisuallyHidden>
      <tbody>
        {rungs.map(({ threshold, level }) => (
          <tr key={level}>
            <th scope="row">
              <LevelBadge level={level} levelName={levels[level]?.name} />
            </th>
            <td>
              {threshold === null
                ? t('page.model.nothing')
                : format.threshold(threshold, check.unit, check.better)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
