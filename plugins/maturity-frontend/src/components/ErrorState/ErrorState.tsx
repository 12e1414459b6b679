// SPDX-License-Identifier: Apache-2.0
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ResponseError } from '@backstage/errors';
import { useMaturityTranslation, Translate } from '../../hooks';
import { readable } from '../../theme';

const useStyles = makeStyles(
  theme => ({
    root: {
      borderLeft: `3px solid ${theme.palette.error.main}`,
      display: 'grid',
      gap: theme.spacing(0.5),
      justifyItems: 'start',
      maxWidth: '72ch',
      padding: theme.spacing(0.5, 0, 0.5, 1.5),
    },
    title: {
      color: readable(theme, theme.palette.error.main),
      fontSize: theme.typography.pxToRem(15),
      fontWeight: 600,
    },
    message: { overflowWrap: 'anywhere' },
  }),
  { name: 'MaturityErrorState' },
);

/** @internal */
export interface ErrorStateProps {
  error: Error;
  title?: string;
  /** What to do; else it follows from the error. */
  advice?: string;
  retry?: () => void;
}

/** What failed, in its own words, and what to do. @internal */
export function ErrorState(props: ErrorStateProps) {
  const { error, title, advice, retry } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const message = messageOf(error);
  return (
    <div className={classes.root} role="alert">
      <Typography className={classes.title} component="p">
        {title ?? t('error.title')}
      </Typography>
      {message && (
        <Typography className={classes.message} variant="body2">
          {message}
        </Typography>
      )}
      <Typography variant="body2">{advice ?? adviceAfter(t, error)}</Typography>
      {retry && (
        <Button size="small" variant="outlined" onClick={retry}>
          {t('common.retry')}
        </Button>
      )}
    </div>
  );
}

/** What a browser says where no answer came; the advice says it better. */
const NO_ANSWER = /^(Failed to fetch|Load failed|NetworkError\b.*)$/;

/** What the backend says; nothing where that is no sentence, as in `Unauthorized`. */
function messageOf(error: Error): string | undefined {
  const message =
    error instanceof ResponseError
      ? error.body?.error?.message ?? error.message
      : error.message;
  return NO_ANSWER.test(message) || !message.includes(' ')
    ? undefined
    : message;
}

function adviceAfter(t: Translate, error: Error): string {
  if (!(error instanceof ResponseError)) {
    return t('error.unavailable');
  }
  const { status } = error.response;
  if (status === 403 || status === 401) {
    return t('error.notAllowed');
  }
  if (status === 404) {
    // A backend that knows the address says by name what is missing there.
    return error.body?.error?.name === 'NotFoundError'
      ? t('error.gone')
      : t('error.notFound');
  }
  // Whoever stands in front of a backend that is down says so; a backend that fails has answered.
  const isDown = status === 502 || status === 503 || status === 504;
  return isDown ? t('error.unavailable') : t('error.other');
}
