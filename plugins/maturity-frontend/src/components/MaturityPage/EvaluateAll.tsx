// SPDX-License-Identifier: Apache-2.0
import Button from '@material-ui/core/Button';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  EvaluationView,
  maturityEvaluationCreatePermission,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Translate, useFormat, useMaturityTranslation } from '../../hooks';
import { useEvaluation } from '../../hooks/useEvaluation';

const useStyles = makeStyles(
  theme => ({
    root: {
      alignItems: 'center',
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1.5),
      '@media print': { display: 'none' },
    },
    progress: { minWidth: 180 },
    bar: { marginTop: 4 },
  }),
  { name: 'MaturityEvaluateAll' },
);

/** @internal */
export interface EvaluateAllProps {
  /** Called when everything is evaluated, so that figures can load again. */
  onDone?: () => void;
}

/** Starts an evaluation of every entity, for those who may, and shows how far it is. @internal */
export function EvaluateAll(props: EvaluateAllProps) {
  const { onDone } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const { allowed } = usePermission({
    permission: maturityEvaluationCreatePermission,
  });
  const { evaluation, running, error, start } = useEvaluation(onDone);

  if (!allowed) {
    return null;
  }
  const message = error
    ? t('page.evaluationError', { message: error.message })
    : describe(t, format, evaluation);
  return (
    <div className={classes.root}>
      {(message || running) && (
        <div className={classes.progress}>
          <Typography variant="body2" color="inherit" role="status">
            {message}
          </Typography>
          {running && (
            <LinearProgress
              className={classes.bar}
              aria-label={t('page.evaluateAll')}
              variant={evaluation?.total ? 'determinate' : 'indeterminate'}
              value={percentDone(evaluation)}
            />
          )}
        </div>
      )}
      <Button
        variant="outlined"
        color="inherit"
        size="small"
        disabled={running}
        onClick={start}
      >
        {t('page.evaluateAll')}
      </Button>
    </div>
  );
}

function percentDone(evaluation: EvaluationView | undefined): number {
  if (!evaluation?.total) {
    return 0;
  }
  return ((evaluation.done + evaluation.failed) / evaluation.total) * 100;
}

function describe(
  t: Translate,
  format: ReturnType<typeof useFormat>,
  evaluation: EvaluationView | undefined,
): string | undefined {
  if (!evaluation) {
    return undefined;
  }
  if (evaluation.state === 'queued') {
    return t('page.evaluationQueued');
  }
  if (evaluation.state === 'running') {
    return t('page.evaluating', {
      done: format.number(evaluation.done),
      total: format.number(evaluation.total),
    });
  }
  if (evaluation.failed > 0 || evaluation.state === 'failed') {
    return t('page.evaluationFailed', {
      failed: format.number(evaluation.failed),
      total: format.number(evaluation.total),
      message: evaluation.message ?? '',
    });
  }
  return t('page.evaluationDone', {
    count: evaluation.done,
    total: format.number(evaluation.done),
  });
}
