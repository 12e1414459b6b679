// SPDX-License-Identifier: Apache-2.0
import { SourcesAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { CopyLine } from '../CopyLine';
import { DataTable } from '../DataTable';
import { EmptyState } from '../EmptyState';
import { Panel } from '../MaturityPage/Panel';

const PUSH = 'npx @delivery-maturity/cli push events my-event.json';

/** @internal */
export interface IngestSourcesProps {
  ingest: SourcesAnswer['ingest'];
}

/** Whose records are there, whether they were read or sent. @internal */
export function IngestSources(props: IngestSourcesProps) {
  const { ingest } = props;
  const { t } = useMaturityTranslation();
  const format = useFormat();
  return (
    <Panel title={t('page.data.ingest.title')}>
      {ingest.length === 0 ? (
        <EmptyState title={t('page.data.ingest.empty')}>
          {t('page.data.ingest.emptyBody')}
          <CopyLine text={PUSH} label={t('common.copy')} />
        </EmptyState>
      ) : (
        <DataTable
          caption={t('page.data.ingest.title')}
          columns={[
            { id: 'source', title: t('page.data.ingest.source') },
            {
              id: 'records',
              title: t('page.data.ingest.records'),
              numeric: true,
            },
            { id: 'newest', title: t('page.data.ingest.newest') },
            { id: 'received', title: t('page.data.ingest.received') },
          ]}
          rows={ingest.map(item => ({
            id: item.source,
            cells: [
              item.source,
              format.number(item.records),
              item.newest ? format.ago(item.newest) : t('measure.none'),
              format.ago(item.lastReceivedAt),
            ],
          }))}
        />
      )}
    </Panel>
  );
}
