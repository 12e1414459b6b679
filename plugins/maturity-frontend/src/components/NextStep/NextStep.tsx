// SPDX-License-Identifier: Apache-2.0
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityTranslation, useModel } from '../../hooks';
import { keepFigures } from '../../format';
import { useGainWords } from '../../hooks/useGainWords';
import { describeGain } from '../Gain';
import { TextButton } from '../TextButton';
import { WaitsFor } from '../WaitsFor';

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
  /** Absent where the checks are not on the same screen. */
  onOpenCheck?: (checkId: string) => void;
}

/** The one thing that its owner does next, with what it brings, and beside it what waits for others. @internal */
export function NextStep(props: NextStepProps) {
  const { scorecard, onOpenCheck } = props;
  return (
    <div>
      {scorecard.nextStep ? (
        <Step step={scorecard.nextStep} onOpenCheck={onOpenCheck} />
      ) : (
        <NoStep scorecard={scorecard} />
      )}
      <WaitsFor waiting={scorecard.waitsFor ?? []} onOpenCheck={onOpenCheck} />
    </div>
  );
}

function NoStep(props: { scorecard: ScorecardView }) {
  const { level, coverage, waitsFor = [] } = props.scorecard;
  const { t } = useMaturityTranslation();
  const reason = () => {
    if (level === undefined) {
      return 'noneYet' as const;
    }
    if (waitsFor.length > 0) {
      return 'noneOwn' as const;
    }
    return coverage < 1 ? ('noneKnown' as const) : ('none' as const);
  };
  return (
    <Typography variant="body2" color="textSecondary">
      {t(`entity.nextStep.${reason()}`)}
    </Typography>
  );
}

function Step(props: {
  step: NonNullable<ScorecardView['nextStep']>;
  onOpenCheck?: (checkId: string) => void;
}) {
  const { step, onOpenCheck } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const { check } = useModel();
  const gain = describeGain(step, useGainWords());
  const isCheck = step.kind === 'check';
  const action = isCheck
    ? check(step.checkId)?.failureTitle
    : t('entity.nextStep.connect');
  return (
    <>
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
        {keepFigures(step.message)}{' '}
        {gain && (
          <span className={classes.strong}>
            {t('entity.nextStep.gain', { gain })}
          </span>
        )}{' '}
        {isCheck && onOpenCheck && (
          <TextButton onClick={() => onOpenCheck(step.checkId)}>
            {t('entity.nextStep.open')}
          </TextButton>
        )}
      </Typography>
    </>
  );
}
