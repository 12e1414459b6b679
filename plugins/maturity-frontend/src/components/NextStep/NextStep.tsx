// SPDX-License-Identifier: Apache-2.0
import { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation, useModel } from '../../hooks';

const useStyles = makeStyles(
  theme => ({
    heading: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12),
    },
    sentence: { lineHeight: 1.45 },
    strong: { fontWeight: 600 },
  }),
  { name: 'MaturityNextStep' },
);

/** @internal */
export interface NextStepProps {
  scorecard: ScorecardView;
  /** Leads to the check. */
  link?: ReactNode;
}

/** The one thing to do next, in a sentence, with what it brings. @internal */
export function NextStep(props: NextStepProps) {
  const { scorecard, link } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const { levelName, check } = useModel();
  const format = useFormat();
  const step = scorecard.nextStep;

  if (!step) {
    return (
      <Typography variant="body2" color="textSecondary">
        {scorecard.score === undefined
          ? t('entity.nextStep.noneYet')
          : t('entity.nextStep.none')}
      </Typography>
    );
  }
  const action = check(step.checkId)?.failureTitle;
  const points = format.number(step.gain, 1);
  const level =
    step.lifts === undefined ? undefined : levelName(step.lifts.level);
  const dimension =
    scorecard.dimensions.find(d => d.dimensionId === step.dimensionId)?.title ??
    '';
  let gain: string = t('entity.nextStep.gain', { points });
  if (level && step.lifts?.what === 'dimension') {
    gain = t('entity.nextStep.gainDimension', { dimension, level, points });
  } else if (level) {
    gain = t('entity.nextStep.gainLevel', { level, points });
  }
  return (
    <div>
      <div className={classes.heading}>
        {t('entity.nextStep.heading')} · {t(`effort.${step.effort}`)}
      </div>
      <Typography variant="body2" className={classes.sentence}>
        {action && (
          <>
            <span className={classes.strong}>
              {t('entity.nextStep.action', { action })}
            </span>{' '}
          </>
        )}
        {step.message} <span className={classes.strong}>{gain}</span> {link}
      </Typography>
    </div>
  );
}
