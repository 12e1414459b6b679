// SPDX-License-Identifier: Apache-2.0
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { SourcesAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityTranslation } from '../../hooks';
import { CopyLine } from '../CopyLine';
import { EmptyState } from '../EmptyState';
import { Panel } from '../MaturityPage/Panel';
import { Collector } from './Collector';
import { contains } from './contains';

const INSTALL = `backend.add(
  import('@delivery-maturity/backstage-plugin-maturity-backend-module-github'),
);`;

const useStyles = makeStyles(
  { list: { listStyle: 'none', margin: 0, padding: 0 } },
  { name: 'MaturityCollectors' },
);

/** @internal */
export interface CollectorsProps {
  collectors: SourcesAnswer['collectors'];
  /** Entities that are scored or to be scored. */
  total: number;
  /** Text that title or hosts contain. */
  search: string;
}

/** What pulls records from providers, and how it fares. @internal */
export function Collectors(props: CollectorsProps) {
  const { collectors, total, search } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const found = collectors.filter(({ id, title, hosts = [] }) =>
    contains([id, title, ...hosts.map(({ host }) => host)], search),
  );
  return (
    <Panel title={t('page.data.collectors.title')}>
      {collectors.length === 0 ? (
        <EmptyState title={t('page.data.collectors.empty')}>
          {t('page.data.collectors.emptyBody')}
          <CopyLine text={INSTALL} label={t('common.copy')} />
        </EmptyState>
      ) : (
        <ul className={classes.list}>
          {found.length === 0 && (
            <Typography component="li" variant="body2">
              {t('page.data.nothingFound')}
            </Typography>
          )}
          {found.map(collector => (
            <Collector key={collector.id} collector={collector} total={total} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
