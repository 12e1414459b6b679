// SPDX-License-Identifier: Apache-2.0
import { makeStyles } from '@material-ui/core/styles';
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';

const useStyles = makeStyles(
  theme => ({
    quiet: { color: theme.palette.text.secondary },
    words: { color: theme.palette.text.secondary, whiteSpace: 'normal' },
  }),
  { name: 'MaturityNextThreshold' },
);

/** @internal */
export interface NextThresholdProps {
  check: ScorecardView['dimensions'][number]['checks'][number];
}

/** What the next level of a check asks for. @internal */
export function NextThreshold(props: NextThresholdProps) {
  const { check } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();

  if (!check.graded) {
    return (
      <span className={classes.words}>{t('entity.dimension.notGraded')}</span>
    );
  }
  if (check.next) {
    return (
      <span className={check.outcome === 'met' ? classes.quiet : undefined}>
        {format.threshold(check.next.threshold, check.unit, check.better)}
      </span>
    );
  }
  return (
    <span className={classes.quiet}>
      {check.level === undefined
        ? t('measure.none')
        : t('entity.dimension.allMet')}
    </span>
  );
}
