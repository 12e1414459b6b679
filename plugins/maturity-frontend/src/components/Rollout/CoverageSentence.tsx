// SPDX-License-Identifier: Apache-2.0
import Typography from '@material-ui/core/Typography';
import { RollupBucket } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Link } from '@backstage/core-components';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { useLaggingSources } from '../../hooks/useLaggingSources';

/** @internal */
export interface CoverageSentenceProps {
  /** Address of the page about sources. */
  sourcesHref: string;
  total: RollupBucket;
}

/** How many entities there are, how many have data, how much of it, and how many are where they should be. @internal */
export function CoverageSentence(props: CoverageSentenceProps) {
  const { total, sourcesHref } = props;
  const lagging = useLaggingSources();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const parts = [
    t('page.rollout.sentence', {
      scored: format.number(total.scored),
      count: total.entities,
      total: format.number(total.entities),
    }),
    t('page.rollout.coverage', { percent: format.percent(total.coverage) }),
    total.scored > 0 &&
      t('page.rollout.atTarget', {
        percent: format.percent(total.atTarget / total.scored),
      }),
  ];
  return (
    <Typography variant="body2">
      {parts.filter(Boolean).join(' · ')}
      {total.scored === 0 && total.measured > 0 && (
        <>
          {' · '}
          <Link to={sourcesHref}>{t('page.rollout.empty.unmeasuredData')}</Link>
        </>
      )}
      {lagging > 0 && (
        <>
          {' · '}
          <Link to={sourcesHref}>
            {t('page.rollout.lagging', { count: lagging })}
          </Link>
        </>
      )}
    </Typography>
  );
}
