// SPDX-License-Identifier: Apache-2.0
import { stringifyEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import {
  useEntityScorecard,
  useMaturityPath,
  useMaturityTranslation,
} from '../../hooks';
import { CardSkeleton } from '../CardSkeleton';
import { EmptyState } from '../EmptyState';
import { ErrorState } from '../ErrorState';
import { PanelBoundary } from '../PanelBoundary';
import { ScorecardBrief } from './ScorecardBrief';

/** An entity's maturity in brief, for its overview. @public */
export function EntityMaturityCard() {
  const { t } = useMaturityTranslation();
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const path = useMaturityPath();

  return (
    <EntityInfoCard
      title={t('entity.card.title')}
      headerActions={<Link to={path(entityRef)}>{t('entity.card.open')}</Link>}
    >
      <PanelBoundary resetKey={entityRef}>
        <CardContent entityRef={entityRef} />
      </PanelBoundary>
    </EntityInfoCard>
  );
}

function CardContent(props: { entityRef: string }) {
  const { t } = useMaturityTranslation();
  const { value, error, loading, retry } = useEntityScorecard(props.entityRef);

  if (loading) {
    return <CardSkeleton lines={6} />;
  }
  if (error && !value) {
    return <ErrorState error={error} retry={retry} />;
  }
  if (!value?.scorecard) {
    return (
      <EmptyState title={t('entity.notScored.title')}>
        {t('entity.notScored.hint')}
      </EmptyState>
    );
  }
  return <ScorecardBrief scorecard={value.scorecard} />;
}
