// SPDX-License-Identifier: Apache-2.0
import { useMaturityTranslation } from '../../hooks';
import { CopyLine } from '../CopyLine';
import { EmptyState } from '../EmptyState';

const ANNOTATION = `metadata:
  annotations:
    github.com/project-slug: my-organization/my-service`;

/** @internal */
export interface NoScorecardsProps {
  filtered: boolean;
}

/** No scorecard: because of the filters, or because nothing is connected yet. @internal */
export function NoScorecards(props: NoScorecardsProps) {
  const { filtered } = props;
  const { t } = useMaturityTranslation();
  if (filtered) {
    return (
      <EmptyState title={t('page.scorecards.empty.filtered')}>
        {t('page.scorecards.empty.filteredBody')}
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t('page.scorecards.empty.title')}>
      {t('page.scorecards.empty.body')}
      <CopyLine text={ANNOTATION} label={t('common.copy')} />
    </EmptyState>
  );
}
