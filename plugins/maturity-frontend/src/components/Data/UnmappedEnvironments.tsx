// SPDX-License-Identifier: Apache-2.0
import Typography from '@material-ui/core/Typography';
import { SourcesAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { CopyLine } from '../CopyLine';
import { DataTable } from '../DataTable';
import { EmptyState } from '../EmptyState';
import { Panel } from '../MaturityPage/Panel';

/** @internal */
export interface UnmappedEnvironmentsProps {
  environments: SourcesAnswer['unmappedEnvironments'];
}

/** Environments that no pattern gives a tier, and how to map them. @internal */
export function UnmappedEnvironments(props: UnmappedEnvironmentsProps) {
  const { environments } = props;
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const title = t('page.data.environments.title');
  if (environments.length === 0) {
    return (
      <Panel title={title}>
        <EmptyState title={t('page.data.environments.empty')}>
          {t('page.data.environments.emptyBody')}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel title={title} hint={t('page.data.environments.hint')}>
      <DataTable
        caption={title}
        columns={[
          { id: 'name', title: t('page.data.environments.name') },
          {
            id: 'records',
            title: t('page.data.environments.records'),
            numeric: true,
          },
        ]}
        rows={environments.map(({ environment, records }) => ({
          id: environment,
          cells: [environment, format.number(records)],
        }))}
      />
      <Typography variant="body2" gutterBottom>
        {t('page.data.environments.fix')}
      </Typography>
      <CopyLine
        text={mappingOf(environments[0].environment)}
        label={t('common.copy')}
      />
    </Panel>
  );
}

function mappingOf(environment: string): string {
  return [
    'maturity:',
    '  model:',
    '    tierPatterns:',
    `      - pattern: '${environment}'`,
    '        tier: production',
  ].join('\n');
}
