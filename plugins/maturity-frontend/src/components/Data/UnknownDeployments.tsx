// SPDX-License-Identifier: Apache-2.0
import Typography from '@material-ui/core/Typography';
import { SourcesAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { CopyLine } from '../CopyLine';
import { DataTable } from '../DataTable';
import { EmptyState } from '../EmptyState';
import { Panel } from '../MaturityPage/Panel';
import { EntityLinks } from './EntityLinks';

/** @internal */
export interface UnknownDeploymentsProps {
  deployments: NonNullable<SourcesAnswer['unknownDeployments']>;
  /** Number of all pipelines with such jobs; those beyond the first are not listed. */
  total?: number;
}

/** Jobs that deploy to where nothing in their file tells, and how to name it. @internal */
export function UnknownDeployments(props: UnknownDeploymentsProps) {
  const { deployments, total = deployments.length } = props;
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const title = t('page.data.deployments.title');
  if (deployments.length === 0) {
    return (
      <Panel title={title}>
        <EmptyState title={t('page.data.deployments.empty')}>
          {t('page.data.deployments.emptyBody')}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel title={title} hint={t('page.data.deployments.hint')}>
      <DataTable
        caption={title}
        columns={[
          { id: 'entity', title: t('page.data.deployments.entity') },
          { id: 'file', title: t('page.data.deployments.file') },
          { id: 'jobs', title: t('page.data.deployments.jobs') },
        ]}
        rows={deployments.map(({ entityRef, path, jobs }) => ({
          id: `${entityRef} ${path}`,
          cells: [
            <EntityLinks entityRefs={[entityRef]} total={1} />,
            path,
            jobs.join(', '),
          ],
        }))}
      />
      {total > deployments.length && (
        <Typography variant="body2" gutterBottom>
          {t('page.data.deployments.more', {
            shown: format.number(deployments.length),
            total: format.number(total),
          })}
        </Typography>
      )}
      <Typography variant="body2" gutterBottom>
        {t('page.data.deployments.fix')}
      </Typography>
      <CopyLine
        text={environmentOf(deployments[0].jobs[0])}
        label={t('common.copy')}
      />
    </Panel>
  );
}

function environmentOf(job: string): string {
  // The job of a called file is listed with those that call it.
  const id = job.split(' / ').pop();
  return ['jobs:', `  ${id}:`, '    environment: production'].join('\n');
}
