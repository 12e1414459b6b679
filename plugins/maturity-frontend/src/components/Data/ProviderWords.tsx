// SPDX-License-Identifier: Apache-2.0
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useFormat, useMaturityTranslation } from '../../hooks';

const useStyles = makeStyles(
  theme => ({
    root: {
      borderLeft: `3px solid ${theme.palette.error.main}`,
      paddingLeft: theme.spacing(1.5),
    },
    words: { fontFamily: 'monospace', overflowWrap: 'anywhere' },
  }),
  { name: 'MaturityProviderWords' },
);

/** @internal */
export interface ProviderWordsProps {
  words: string;
  /** When it is tried again: at an instant that the provider named, else with the next run. */
  retryAt?: string;
  nextRunAt?: string;
}

/** What a provider said when it was not read, and when it is asked again. @internal */
export function ProviderWords(props: ProviderWordsProps) {
  const { words, retryAt, nextRunAt } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const retry = () => {
    if (retryAt) {
      return t('page.data.collectors.retry', {
        when: format.relative(retryAt),
      });
    }
    return nextRunAt
      ? t('page.data.collectors.retryIn', { when: format.relative(nextRunAt) })
      : t('page.data.collectors.retryUnknown');
  };
  return (
    <div className={classes.root}>
      <Typography variant="caption" color="textSecondary" component="p">
        {t('page.data.collectors.error')}
      </Typography>
      <Typography variant="body2" className={classes.words}>
        {words}
      </Typography>
      <Typography variant="caption" color="textSecondary">
        {retry()}
      </Typography>
    </div>
  );
}
