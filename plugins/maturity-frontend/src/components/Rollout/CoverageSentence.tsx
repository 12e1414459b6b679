// SPDX-License-Identifier: Apache-2.0
import Typography from '@material-ui/core/Typography';
import { RollupBucket } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';

/** @internal */
export interface CoverageSentenceProps {
  total: RollupBucket;
}

/** How many entities there are, how many have data, how much of it, and how many are where they should be. @internal */
export function CoverageSentence(props: CoverageSentenceProps) {
  const { total } = props;
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const parts = [
    t('page.rollout.sentence', {
      scored: format.number(total.scored),
      count: total.entities,
    }),
    t('page.rollout.coverage', { percent: format.percent(total.coverage) }),
    total.scored > 0 &&
      t('page.rollout.atTarget', {
        percent: format.percent(total.atTarget / total.scored),
      }),
  ];
  return (
    <Typography variant="body2" color="textSecondary">
      {parts.filter(Boolean).join(' · ')}
    </Typography>
  );
}
