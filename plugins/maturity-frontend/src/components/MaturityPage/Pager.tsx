// SPDX-License-Identifier: Apache-2.0
import IconButton from '@material-ui/core/IconButton';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ChevronLeftIcon from '@material-ui/icons/ChevronLeft';
import ChevronRightIcon from '@material-ui/icons/ChevronRight';
import FirstPageIcon from '@material-ui/icons/FirstPage';
import { useMaturityTranslation } from '../../hooks';
import { PageUrl } from '../../hooks/usePageUrl';
import { PAGE_SIZES } from '../../hooks/useScorecardsQuery';
import { ChoiceSelect } from './ChoiceSelect';

const useStyles = makeStyles(
  theme => ({
    root: {
      alignItems: 'center',
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      justifyContent: 'flex-end',
      marginTop: theme.spacing(2),
    },
    count: { marginRight: 'auto' },
  }),
  { name: 'MaturityPager' },
);

/** @internal */
export interface PagerProps {
  url: PageUrl;
  /** How many there are, in words. */
  count: string;
  nextCursor?: string;
  previousCursor?: string;
}

/** Pages by cursor; the cursor and the size live in the address. @internal */
export function Pager(props: PagerProps) {
  const { url, count, nextCursor, previousCursor } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  return (
    <nav aria-label={t('page.pager.label')} className={classes.root}>
      <Typography
        variant="body2"
        color="textSecondary"
        className={classes.count}
        role="status"
      >
        {count}
      </Typography>
      <ChoiceSelect
        id="maturity-page-size"
        label={t('page.pager.rows')}
        value={url.get('limit') ?? PAGE_SIZES[0]}
        choices={PAGE_SIZES.map(size => ({ value: size, label: size }))}
        onChange={limit =>
          url.set({ limit: limit === PAGE_SIZES[0] ? undefined : limit })
        }
      />
      <IconButton
        size="small"
        aria-label={t('page.pager.first')}
        disabled={!url.get('cursor')}
        onClick={() => url.set({ cursor: undefined })}
      >
        <FirstPageIcon />
      </IconButton>
      <IconButton
        size="small"
        aria-label={t('page.pager.previous')}
        disabled={!previousCursor}
        onClick={() => url.set({ cursor: previousCursor })}
      >
        <ChevronLeftIcon />
      </IconButton>
      <IconButton
        size="small"
        aria-label={t('page.pager.next')}
        disabled={!nextCursor}
        onClick={() => url.set({ cursor: nextCursor })}
      >
        <ChevronRightIcon />
      </IconButton>
    </nav>
  );
}
