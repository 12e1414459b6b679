// SPDX-License-Identifier: Apache-2.0
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { useMaturityTranslation } from '../../hooks';

/** An entity's maturity in brief, for its overview. @internal */
export function EntityMaturityCard() {
  const { t } = useMaturityTranslation();
  return <EntityInfoCard title={t('entity.card.title')} />;
}
