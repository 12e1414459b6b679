// SPDX-License-Identifier: Apache-2.0
import { Content, Header, Page } from '@backstage/core-components';
import { useMaturityTranslation } from '../../hooks';
import { MaturityPage } from '../MaturityPage';

/** The maturity page with the header that the old frontend system leaves to plugins. @public */
export function LegacyMaturityPage() {
  const { t } = useMaturityTranslation();
  return (
    <Page themeId="tool">
      <Header title={t('page.title')} />
      <Content noPadding>
        <MaturityPage />
      </Content>
    </Page>
  );
}
