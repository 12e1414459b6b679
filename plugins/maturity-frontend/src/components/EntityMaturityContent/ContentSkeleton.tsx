// SPDX-License-Identifier: Apache-2.0
import Skeleton from '@material-ui/lab/Skeleton';
import { makeStyles } from '@material-ui/core/styles';
import { useMaturityTranslation } from '../../hooks';
import { VisuallyHidden } from '../VisuallyHidden';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'grid', gap: theme.spacing(2) },
    pair: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
      [theme.breakpoints.down('sm')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
      },
    },
    block: { borderRadius: 8 },
  }),
  { name: 'MaturityContentSkeleton' },
);

/** The shape of the tab while it loads. @internal */
export function ContentSkeleton() {
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const block = (height: number, key?: number) => (
    <Skeleton
      key={key}
      className={classes.block}
      variant="rect"
      height={height}
    />
  );
  return (
    <div className={classes.root} role="status">
      <VisuallyHidden>{t('common.loading')}</VisuallyHidden>
      {block(96)}
      {block(128)}
      <div className={classes.pair}>
        {[0, 1, 2, 3].map(panel => block(260, panel))}
      </div>
    </div>
  );
}
