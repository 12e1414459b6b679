// SPDX-License-Identifier: Apache-2.0
import { ReactNode } from 'react';
import { makeStyles, useTheme, Theme } from '@material-ui/core/styles';
import clsx from 'clsx';
import { useFormat, useMaturityTranslation } from '../../hooks';
import {
  Swatch,
  emphasisColors,
  levelColors,
  neutralColors,
  readable,
} from '../../theme';
import { VisuallyHidden } from '../VisuallyHidden';

/** Pixels. */
const HEIGHT = 34;

const useStyles = makeStyles(
  theme => ({
    bar: {
      borderRadius: 6,
      display: 'flex',
      fontSize: theme.typography.pxToRem(12),
      fontWeight: 600,
      height: HEIGHT,
      overflow: 'hidden',
    },
    part: {
      boxShadow: `inset -1px 0 0 ${theme.palette.background.paper}`,
      display: 'flex',
      // A name that does not fit wraps to a second line, which is not seen: the legend names every part.
      flexWrap: 'wrap',
      minWidth: 2,
      overflow: 'hidden',
      '&::before': { content: '""', height: HEIGHT },
    },
    name: {
      flex: 'none',
      lineHeight: `${HEIGHT}px`,
      padding: theme.spacing(0, 1),
      whiteSpace: 'nowrap',
    },
    footer: {
      alignItems: 'flex-start',
      display: 'flex',
      columnGap: theme.spacing(2),
      [theme.breakpoints.down('xs')]: {
        flexWrap: 'wrap',
        justifyContent: 'flex-end',
      },
      justifyContent: 'space-between',
      marginTop: theme.spacing(1),
    },
    legend: {
      color: theme.palette.text.secondary,
      display: 'flex',
      flexWrap: 'wrap',
      fontSize: theme.typography.pxToRem(12),
      gap: theme.spacing(0.5, 2),
      listStyle: 'none',
      lineHeight: 2,
      margin: 0,
      padding: 0,
    },
    entry: { alignItems: 'center', display: 'inline-flex', gap: 6 },
    swatch: {
      borderRadius: 2,
      boxShadow: `inset 0 0 0 1px ${theme.palette.divider}`,
      height: 10,
      width: 10,
    },
    emphasized: {
      color: readable(theme, theme.palette.warning.main),
      fontWeight: 600,
    },
  }),
  { name: 'MaturityTimeBar' },
);

type SegmentId =
  | 'code'
  | 'review'
  | 'batch'
  | 'queue'
  | 'timer'
  | 'approval'
  | 'deploy';

/** @internal */
export interface TimeBarProps {
  label: string;
  total: number;
  segments: { id: SegmentId; hours: number }[];
  /** Said of the wait for approval, which is what the product is about. */
  note: string;
  /** Stands beside the legend. */
  action?: ReactNode;
}

/** One bar, split into the parts of the road to production. @internal */
export function TimeBar(props: TimeBarProps) {
  const { label, total, segments, note, action } = props;
  const classes = useStyles();
  const theme = useTheme<Theme>();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const swatches = segmentColors(theme);

  const shown = segments.filter(({ hours }) => hours > 0);
  return (
    <>
      <VisuallyHidden>{label}</VisuallyHidden>
      <div className={classes.bar} aria-hidden>
        {shown.map(({ id, hours }) => {
          const text = t('entity.time.part', {
            name: t(`entity.time.segment.${id}`),
            value: format.hours(hours),
          });
          return (
            <div
              key={id}
              title={text}
              className={classes.part}
              style={{
                backgroundColor: swatches[id].background,
                color: swatches[id].color,
                flexBasis: 0,
                flexGrow: hours / total,
              }}
            >
              <span className={classes.name}>{text}</span>
            </div>
          );
        })}
      </div>
      <div className={classes.footer}>
        <ul className={classes.legend} aria-hidden>
          {shown.map(({ id, hours }) => (
            <li
              key={id}
              className={clsx(
                classes.entry,
                id === 'approval' && classes.emphasized,
              )}
            >
              <span
                className={classes.swatch}
                style={{ backgroundColor: swatches[id].background }}
              />
              {t('entity.time.part', {
                name: t(`entity.time.segment.${id}`),
                value: format.hours(hours),
              })}
              {id === 'approval' && `: ${note}`}
            </li>
          ))}
        </ul>
        {action}
      </div>
    </>
  );
}

/** Neutral where work or machines take time, emphasized where people wait for people. */
function segmentColors(theme: Theme): Record<SegmentId, Swatch> {
  const [code, review, batch, queue, timer] = neutralColors(theme, 5);
  return {
    code,
    review,
    batch,
    queue,
    timer,
    approval: emphasisColors(theme),
    deploy: levelColors(theme)[3],
  };
}
