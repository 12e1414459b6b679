// SPDX-License-Identifier: Apache-2.0
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useEntityScorecard, useMaturityTranslation } from '../../hooks';
import { EmptyState } from '../EmptyState';
import { ErrorState } from '../ErrorState';
import { Panel } from '../Panel';
import { ContentSkeleton } from './ContentSkeleton';
import { ScorecardContent } from './ScorecardContent';

/** An entity's whole scorecard, as a tab of its page. @public */
export function EntityMaturityContent() {
  const { t } = useMaturityTranslation();
  const { entity } = useEntity();
  const { value, error, loading, retry } = useEntityScorecard(
    stringifyEntityRef(entity),
  );

  if (loading) {
    return <ContentSkeleton />;
  }
  if (error && !value) {
    return (
      <Panel>
        <ErrorState error={error} retry={retry} />
      </Panel>
    );
  }
  if (!value?.scorecard) {
    return (
      <Panel>
        <EmptyState title={t('entity.notScored.title')}>
          {t('entity.notScored.hint')}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <ScorecardContent
      entity={entity}
      scorecard={value.scorecard}
      onEvaluated={retry}
    />
  );
}
