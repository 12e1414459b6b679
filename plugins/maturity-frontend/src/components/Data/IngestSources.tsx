// SPDX-License-Identifier: Apache-2.0
import { SourcesAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { CopyLine } from '../CopyLine';
import { DataTable } from '../DataTable';
import { EmptyState } from '../EmptyState';
import { Panel } from '../MaturityPage/Panel';
import { contains } from './contains';
import { ReachSummary } from '../SourceReach';
import { SourceNotes } from './SourceNotes';

const PUSH = 'npx @delivery-maturity/cli push events my-event.json';

/** @internal */
export interface IngestSourcesProps {
  ingest: SourcesAnswer['ingest'];
  /** Text that the name of a source contains. */
  search: string;
}

/** Whose records are there, whether they were read or sent; those in trouble first, as the backend orders them. @internal */
export function IngestSources(props: IngestSourcesProps) {
  const { ingest, search } = props;
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const found = ingest.filter(({ source }) => contains([source], search));
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
            { id: 'state', title: t('page.data.ingest.state') },
            { id: 'newest', title: t('page.data.ingest.newest') },
            { id: 'received', title: t('page.data.ingest.received') },
          ]}
          rows={found.map(item => ({
            id: item.source,
            cells: [
              item.source,
              format.number(item.records),
              t(`page.data.ingest.states.${item.state}`, {
                date: format.date(item.since ?? item.lastReceivedAt),
              }),
              item.newest ? format.ago(item.newest) : t('measure.none'),
              format.ago(item.lastReceivedAt),
            ],
            details: (item.notes?.length || item.reach) && (
              <>
                <SourceNotes source={item.source} notes={item.notes} />
                <ReachSummary source={item.source} reach={item.reach} />
              </>
            ),
          }))}
        />
      )}
    </Panel>
  );
}
