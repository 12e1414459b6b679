// SPDX-License-Identifier: Apache-2.0
import { makeStyles } from '@material-ui/core/styles';
import { VisuallyHidden } from '../VisuallyHidden';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      gap: 3,
      position: 'relative',
    },
    // Filled by the size of its background: a table has four hundred rungs, and needs no element more for each.
    rung: {
      backgroundColor: theme.palette.action.selected,
      backgroundImage: `linear-gradient(${theme.palette.primary.main}, ${theme.palette.primary.main})`,
      backgroundRepeat: 'no-repeat',
      borderRadius: 2,
      flex: 1,
    },
    target: {
      backgroundColor: theme.palette.text.primary,
      boxShadow: `0 0 0 1px ${theme.palette.background.paper}`,
      position: 'absolute',
      top: -4,
      transform: 'translateX(-50%)',
      width: 2,
    },
  }),
  { name: 'MaturityLadder' },
);

/** @internal */
export interface LadderBarProps {
  /** Says the same in words. */
  label: string;
  /** The highest level. */
  top: number;
  level?: number;
  /** 0..100; fills the rung above the level in part. */
  score?: number;
  target: number;
  thickness?: number;
}

/** A ladder whose words and rungs are known to whoever draws many of them. @internal */
export function LadderBar(props: LadderBarProps) {
  const { label, top, level, score, target, thickness = 6 } = props;
  const classes = useStyles();

  const reached = level ?? 0;
  // The score says how far the next rung is climbed, but never fills it: a
  // rung that looks complete must mean that the level is reached.
  const beyond = ((score ?? 0) / 100) * top - reached;
  const partial = level === undefined ? 0 : Math.min(0.85, Math.max(0, beyond));

  return (
    // Heights as styles of the elements: classes made from properties would add a style sheet for each ladder.
    <div className={classes.root} style={{ height: thickness }}>
      <VisuallyHidden>{label}</VisuallyHidden>
      {Array.from({ length: top }, (_, rung) => (
        <div
          key={rung}
          aria-hidden
          className={classes.rung}
          style={{
            backgroundSize: `${fillOf(rung, reached, partial) * 100}% 100%`,
          }}
        />
      ))}
      <div
        className={classes.target}
        aria-hidden
        style={{ height: thickness + 8, left: `${(target / top) * 100}%` }}
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
