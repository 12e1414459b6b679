// SPDX-License-Identifier: Apache-2.0
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { SourcesAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';

const useStyles = makeStyles(
  { root: { maxWidth: 320 } },
  { name: 'MaturityCollectorBudget' },
);

/** @internal */
export interface CollectorBudgetProps {
  budget: NonNullable<SourcesAnswer['collectors'][number]['budget']>[number];
}

/** What a host may still be asked. @internal */
export function CollectorBudget(props: CollectorBudgetProps) {
  const { budget } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  return (
    <div className={classes.root}>
      <Typography variant="caption">
        {t('page.data.collectors.budgetValue', {
          host: budget.host,
          remaining: format.number(budget.remaining),
          limit: format.number(budget.limit),
          share: format.percent(budget.share),
        })}
        {budget.resetAt &&
          ` · ${t('page.data.collectors.budgetReset', {
            when: format.relative(budget.resetAt),
          })}`}
      </Typography>
      <LinearProgress
        variant="determinate"
        aria-label={t('page.data.collectors.budget')}
        value={budget.limit > 0 ? (budget.remaining / budget.limit) * 100 : 0}
      />
    </div>
  );
}
