// SPDX-License-Identifier: Apache-2.0
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles, useTheme, Theme } from '@material-ui/core/styles';
import clsx from 'clsx';
import { useMaturityTranslation, useModel } from '../../hooks';
import { levelColors } from '../../theme';

const useStyles = makeStyles(
  theme => ({
    root: {
      alignItems: 'center',
      border: '1px solid transparent',
      borderRadius: 999,
      display: 'inline-flex',
      fontFamily: theme.typography.fontFamily,
      fontSize: theme.typography.pxToRem(12),
      fontWeight: 600,
      gap: 6,
      lineHeight: 1.3,
      padding: '2px 10px 2px 3px',
      whiteSpace: 'nowrap',
    },
    large: {
      fontSize: theme.typography.pxToRem(15),
      padding: '4px 14px 4px 5px',
    },
    number: {
      alignItems: 'center',
      backgroundColor: theme.palette.background.paper,
      borderRadius: '50%',
      color: theme.palette.text.primary,
      display: 'inline-flex',
      fontSize: '0.92em',
      height: '1.65em',
      justifyContent: 'center',
      width: '1.65em',
    },
    none: {
      borderColor: theme.palette.text.secondary,
      borderStyle: 'dashed',
      color: theme.palette.text.secondary,
      fontWeight: 500,
      padding: '3px 10px',
    },
  }),
  { name: 'MaturityLevelBadge' },
);

/** @internal */
export interface LevelBadgeProps {
  /** Absent: not enough data for a level. */
  level?: number;
  /** Where it is known; else the rubric's name for the level. */
  levelName?: string;
  size?: 'small' | 'large';
}

/** A level: number and name, always printed; the color only repeats them. @internal */
export function LevelBadge(props: LevelBadgeProps) {
  const { level, levelName, size = 'small' } = props;
  const classes = useStyles();
  const theme = useTheme<Theme>();
  const model = useModel();
  const { t } = useMaturityTranslation();
  const sizeClass = size === 'large' && classes.large;

  if (level === undefined) {
    return (
      <Tooltip title={t('level.notEnoughDataHint')}>
        <span className={clsx(classes.root, sizeClass, classes.none)}>
          {t('level.notEnoughData')}
        </span>
      </Tooltip>
    );
  }
  const swatch = levelColors(theme, model.top)[Math.min(level, model.top)];
  return (
    <span
      className={clsx(classes.root, sizeClass)}
      style={{ backgroundColor: swatch.background, color: swatch.color }}
    >
      <span className={classes.number}>{level}</span>{' '}
      {levelName ?? model.levelName(level)}
    </span>
  );
}
