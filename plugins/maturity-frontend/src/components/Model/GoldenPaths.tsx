// SPDX-License-Identifier: Apache-2.0
import { ModelAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { DataTable } from '../DataTable';
import { EmptyState } from '../EmptyState';
import { Panel } from '../MaturityPage/Panel';

/** @internal */
export interface GoldenPathsProps {
  templates: ModelAnswer['templates'];
}

/** The templates that count as a golden path, with their newest versions. @internal */
export function GoldenPaths(props: GoldenPathsProps) {
  const { templates } = props;
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const title = t('page.model.goldenPaths');
  return (
    <Panel title={title}>
      {templates.length === 0 ? (
        <EmptyState title={t('page.model.goldenPathsEmpty')}>
          {t('page.model.goldenPathsEmptyBody')}
        </EmptyState>
      ) : (
        <DataTable
          caption={title}
          columns={[
            { id: 'id', title },
            { id: 'repository', title: t('page.model.repository') },
            { id: 'paths', title: t('page.model.paths') },
            { id: 'versions', title: t('page.model.versions'), numeric: true },
            { id: 'newest', title: t('page.model.newest') },
          ]}
          rows={templates.map(template => ({
            id: template.id,
            cells: [
              template.title ?? template.id,
              template.repository,
              template.paths.join(', '),
              format.number(template.versions),
              template.newest ?? t('measure.none'),
            ],
          }))}
        />
      )}
    </Panel>
  );
}
