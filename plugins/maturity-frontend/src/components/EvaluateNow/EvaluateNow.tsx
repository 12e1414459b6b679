// SPDX-License-Identifier: Apache-2.0
import Button from '@material-ui/core/Button';
import CircularProgress from '@material-ui/core/CircularProgress';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  EvaluationView,
  ScorecardView,
  maturityEvaluationCreatePermission,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  Translate,
  useEvaluateNow,
  useFormat,
  useMaturityTranslation,
} from '../../hooks';
import { readable } from '../../theme';

const useStyles = makeStyles(
  theme => ({
    root: {
      alignItems: 'flex-end',
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(0.5),
      [theme.breakpoints.down('xs')]: { alignItems: 'flex-start' },
    },
    note: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12),
    },
    error: { color: readable(theme, theme.palette.error.main) },
    progress: { marginRight: theme.spacing(1) },
    button: { whiteSpace: 'nowrap' },
  }),
  { name: 'MaturityEvaluateNow' },
);

/** @internal */
export interface EvaluateNowProps {
  scorecard: ScorecardView;
  onDone: () => void;
}

/** Asks for an evaluation at once, and says how far it is. @internal */
export function EvaluateNow(props: EvaluateNowProps) {
  const { scorecard, onDone } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const { allowed, loading } = usePermission({
    permission: maturityEvaluationCreatePermission,
  });
  const { evaluation, running, error, start } = useEvaluateNow(
    scorecard.entityRef,
    onDone,
  );

  const button = (
    <Button
      className={classes.button}
      variant="outlined"
      size="small"
      disabled={!allowed || running}
      onClick={start}
    >
      {running && <CircularProgress className={classes.progress} size={14} />}
      {t('entity.evaluate.action')}
    </Button>
  );
  return (
    <div className={classes.root}>
      {allowed || loading ? (
        button
      ) : (
        <Tooltip title={t('entity.evaluate.notAllowed')}>
          {/* A disabled button gets no focus, so the reason sits around it. */}
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <span tabIndex={0}>{button}</span>
        </Tooltip>
      )}
      <div className={classes.note} role="status">
        {progress(t, evaluation, running) ?? (
          <>
            {scorecard.evaluatedAt && (
              <span title={format.instant(scorecard.evaluatedAt)}>
                {t('entity.evaluate.evaluatedAt', {
                  when: format.relative(scorecard.evaluatedAt),
                })}
              </span>
            )}
            {scorecard.pending && ` · ${t('entity.evaluate.pending')}`}
          </>
        )}
      </div>
      {error && (
        <div className={classes.error} role="alert">
          {t('entity.evaluate.failed')}. {error.message}
        </div>
      )}
    </div>
  );
}

function progress(
  t: Translate,
  evaluation: EvaluationView | undefined,
  running: boolean,
): string | undefined {
  if (!running) {
    return undefined;
  }
  return evaluation?.state === 'running'
    ? t('entity.evaluate.running', {
        done: String(evaluation.done),
        total: String(evaluation.total),
      })
    : t('entity.evaluate.queued');
}
