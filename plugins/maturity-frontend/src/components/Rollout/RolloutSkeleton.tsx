// SPDX-License-Identifier: Apache-2.0
import Skeleton from '@material-ui/lab/Skeleton';
import { makeStyles } from '@material-ui/core/styles';
import { useMaturityTranslation } from '../../hooks';
import { VisuallyHidden } from '../VisuallyHidden';

const useStyles = makeStyles(
  theme => ({
    grid: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'repeat(4, 1fr)',
      [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'repeat(2, 1fr)' },
    },
    half: { gridColumn: 'span 2' },
    whole: { gridColumn: '1 / -1' },
  }),
  { name: 'MaturityRolloutSkeleton' },
);

/** The shape of the rollout while it is loaded. @internal */
export function RolloutSkeleton() {
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  return (
    <div className={classes.grid} role="status">
      <VisuallyHidden>{t('page.rollout.loading')}</VisuallyHidden>
      {[0, 1, 2, 3].map(card => (
        <Skeleton key={card} variant="rect" height={112} />
      ))}
      <Skeleton className={classes.half} variant="rect" height={300} />
      <Skeleton className={classes.half} variant="rect" height={300} />
      <Skeleton className={classes.whole} variant="rect" height={340} />
    </div>
  );
}
