// SPDX-License-Identifier: Apache-2.0
import { makeStyles } from '@material-ui/core/styles';
import { useMaturityTranslation, useModel } from '../../hooks';
import { VisuallyHidden } from '../VisuallyHidden';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      gap: 3,
      height: (props: { thickness: number }) => props.thickness,
      position: 'relative',
    },
    rung: {
      backgroundColor: theme.palette.action.selected,
      borderRadius: 2,
      flex: 1,
      overflow: 'hidden',
    },
    fill: {
      backgroundColor: theme.palette.primary.main,
      height: '100%',
    },
    target: {
      backgroundColor: theme.palette.text.primary,
      boxShadow: `0 0 0 1px ${theme.palette.background.paper}`,
      height: (props: { thickness: number }) => props.thickness + 8,
      position: 'absolute',
      top: -4,
      transform: 'translateX(-50%)',
      width: 2,
    },
  }),
  { name: 'MaturityLadder' },
);

/** @internal */
export interface LadderProps {
  /** What it is about, for those who listen. */
  title: string;
  level?: number;
  /** 0..100; fills the rung above the level in part. */
  score?: number;
  target: number;
  thickness?: number;
}

/** A ladder of levels, filled to where something stands, with a mark at the target. @internal */
export function Ladder(props: LadderProps) {
  const { title, level, score, target, thickness = 6 } = props;
  const classes = useStyles({ thickness });
  const { t } = useMaturityTranslation();
  const { top } = useModel();

  const reached = level ?? 0;
  // The score says how far the next rung is climbed, but never fills it: a
  // rung that looks complete must mean that the level is reached.
  const beyond = ((score ?? 0) / 100) * top - reached;
  const partial = level === undefined ? 0 : Math.min(0.85, Math.max(0, beyond));

  return (
    <div className={classes.root}>
      <VisuallyHidden>
        {label(t, { title, level, score, target, top })}
      </VisuallyHidden>
      {Array.from({ length: top }, (_, rung) => (
        <div key={rung} className={classes.rung} aria-hidden>
          <div
            className={classes.fill}
            style={{ width: `${fillOf(rung, reached, partial) * 100}%` }}
          />
        </div>
      ))}
      <div
        className={classes.target}
        aria-hidden
        style={{ left: `${(target / top) * 100}%` }}
      />
    </div>
  );
}

function fillOf(rung: number, reached: number, partial: number): number {
  if (rung < reached) {
    return 1;
  }
  return rung === reached ? partial : 0;
}

function label(
  t: ReturnType<typeof useMaturityTranslation>['t'],
  values: {
    title: string;
    level?: number;
    score?: number;
    target: number;
    top: number;
  },
): string {
  const { title, level, score } = values;
  const target = String(values.target);
  if (level === undefined) {
    return t('ladder.labelNoLevel', { title, target });
  }
  const common = {
    title,
    level: String(level),
    levels: String(values.top),
    target,
  };
  return score === undefined
    ? t('ladder.label', common)
    : t('ladder.labelScore', { ...common, score: String(Math.round(score)) });
}
