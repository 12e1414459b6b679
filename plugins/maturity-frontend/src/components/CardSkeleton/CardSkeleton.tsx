// SPDX-License-Identifier: Apache-2.0
import Skeleton from '@material-ui/lab/Skeleton';
import { makeStyles } from '@material-ui/core/styles';
import { useMaturityTranslation } from '../../hooks';
import { VisuallyHidden } from '../VisuallyHidden';

const useStyles = makeStyles(
  theme => ({ root: { display: 'grid', gap: theme.spacing(0.5) } }),
  { name: 'MaturityCardSkeleton' },
);

/** @internal */
export interface CardSkeletonProps {
  /** How many lines of text will be here. */
  lines?: number;
  /** Height of one line. */
  height?: number;
}

/** The shape of what is being loaded. @internal */
export function CardSkeleton(props: CardSkeletonProps) {
  const { lines = 4, height = 24 } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  return (
    <div className={classes.root} role="status">
      <VisuallyHidden>{t('common.loading')}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton
          key={line}
          variant="text"
          height={height}
          width={line === lines - 1 ? '60%' : '100%'}
        />
      ))}
    </div>
  );
}
