// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { useApi } from '@backstage/frontend-plugin-api';
import { UnmatchedAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { maturityApiRef } from '../../api';
import { useAsyncData, useFormat, useMaturityTranslation } from '../../hooks';
import { PageUrl } from '../../hooks/usePageUrl';
import { CardSkeleton } from '../CardSkeleton';
import { CopyLine } from '../CopyLine';
import { DataTable } from '../DataTable';
import { EmptyState } from '../EmptyState';
import { ErrorState } from '../ErrorState';
import { Panel } from '../MaturityPage/Panel';

const PAGE_SIZE = 50;

/** @internal */
export interface UnmatchedProps {
  url: PageUrl;
  total: number;
}

/** Records that belong to no entity, each with the reason and what would change it. @internal */
export function Unmatched(props: UnmatchedProps) {
  const { url, total } = props;
  const { t } = useMaturityTranslation();
  const api = useApi(maturityApiRef);
  const cursor = url.get('cursor');
  const list = useAsyncData(
    `unmatched ${cursor} ${total}`,
    () => api.listUnmatched({ limit: PAGE_SIZE, cursor }),
    { enabled: total > 0 },
  );
  const title = t('page.data.unmatched.title');

  if (total === 0) {
    return (
      <Panel title={title}>
        <EmptyState title={t('page.data.unmatched.empty')}>
          {t('page.data.unmatched.emptyBody')}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel title={title} hint={t('page.data.unmatched.hint')}>
      {list.loading && <CardSkeleton lines={6} />}
      {list.error && <ErrorState error={list.error} retry={list.retry} />}
      {list.value && <UnmatchedList list={list.value} url={url} />}
    </Panel>
  );
}

function UnmatchedList(props: { list: UnmatchedAnswer; url: PageUrl }) {
  const { list, url } = props;
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const [example] = useState(
    () => list.items.find(item => item.repository)?.repository,
  );
  return (
    <>
      <DataTable
        caption={t('page.data.unmatched.title')}
        columns={[
          { id: 'repository', title: t('page.data.unmatched.repository') },
          { id: 'type', title: t('page.data.unmatched.type') },
          { id: 'source', title: t('page.data.unmatched.source') },
          { id: 'reason', title: t('page.data.unmatched.reason') },
          { id: 'seen', title: t('page.data.unmatched.lastSeen') },
        ]}
        rows={list.items.map(item => ({
          id: `${item.source} ${item.type} ${item.id}`,
          cells: [
            item.repository ?? item.id,
            item.type,
            item.source,
            item.reason,
            format.relative(item.lastSeenAt),
          ],
        }))}
      />
      <Typography variant="body2" color="textSecondary">
        {t('page.pager.records', {
          count: list.totalItems,
          total: format.number(list.totalItems),
        })}
        {url.get('cursor') && (
          <Button size="small" onClick={() => url.set({ cursor: undefined })}>
            {t('page.pager.first')}
          </Button>
        )}
        {list.nextCursor && (
          <Button
            size="small"
            onClick={() => url.set({ cursor: list.nextCursor })}
          >
            {t('page.pager.next')}
          </Button>
        )}
      </Typography>
      <Typography variant="body2" gutterBottom>
        <strong>{t('page.data.unmatched.fixTitle')}</strong>{' '}
        {t('page.data.unmatched.fix')}
      </Typography>
      <CopyLine text={annotationOf(example)} label={t('common.copy')} />
    </>
  );
}

/** The usual annotations speak of the public hosts; all else is named in full. */
function annotationOf(repository: string | undefined): string {
  const path = (repository ?? 'github.com/my-organization/my-service').replace(
    /^https?:\/\//,
    '',
  );
  const [host, ...slug] = path.split('/');
  const isPublic = host === 'github.com' || host === 'gitlab.com';
  return [
    'metadata:',
    '  annotations:',
    isPublic
      ? `    ${host}/project-slug: ${slug.join('/')}`
      : `    delivery-maturity.io/source: ${path}`,
  ].join('\n');
}
