// SPDX-License-Identifier: Apache-2.0
import Chip from '@material-ui/core/Chip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { SourcesAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { readable } from '../../theme';
import { CollectorBudget } from './CollectorBudget';
import { ProviderWords } from './ProviderWords';

type Collector = SourcesAnswer['collectors'][number];
type Host = NonNullable<Collector['hosts']>[number];

const SECONDS_AN_HOUR = 3600;

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'grid',
      gap: theme.spacing(1.5),
      listStyle: 'none',
      margin: 0,
      padding: 0,
    },
    host: { display: 'grid', gap: theme.spacing(0.5) },
    head: {
      alignItems: 'center',
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 1),
    },
    name: {
      fontSize: theme.typography.pxToRem(14),
      fontWeight: 600,
      overflowWrap: 'anywhere',
    },
    chip: { margin: 0 },
    broken: {
      borderColor: readable(theme, theme.palette.error.main),
      color: readable(theme, theme.palette.error.main),
    },
  }),
  { name: 'MaturityCollectorHosts' },
);

/** @internal */
export interface CollectorHostsProps {
  collector: Collector;
}

/** Each of several hosts by itself: how far behind it is, what it may still be asked, what went wrong. @internal */
export function CollectorHosts(props: CollectorHostsProps) {
  const { hosts = [], budget = [], nextRunAt } = props.collector;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  return (
    <ul className={classes.list} aria-label={t('page.data.collectors.hosts')}>
      {hosts.map(host => (
        <li key={host.host} className={classes.host}>
          <HostHead host={host} />
          {host.lastError && (
            <ProviderWords
              words={host.lastError}
              retryAt={host.retryAt}
              nextRunAt={nextRunAt}
            />
          )}
          {budget
            .filter(one => hostOf(one) === host.host)
            .map(one => (
              <CollectorBudget key={one.host} budget={one} />
            ))}
        </li>
      ))}
    </ul>
  );
}

function HostHead(props: { host: Host }) {
  const { host } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const phrases = [
    t('page.data.collectors.hostEntities', {
      count: host.entities,
      total: format.number(host.entities),
    }),
    host.stale > 0 &&
      t('page.data.collectors.hostStale', { total: format.number(host.stale) }),
    host.failed > 0 &&
      t('page.data.collectors.hostFailed', {
        total: format.number(host.failed),
      }),
    host.lagSeconds !== undefined &&
      t('page.data.collectors.hostLag', {
        lag: format.hours(host.lagSeconds / SECONDS_AN_HOUR),
      }),
    t('page.data.collectors.hostLastSuccess', {
      when: host.lastSuccessAt
        ? format.relative(host.lastSuccessAt)
        : t('page.data.collectors.never'),
    }),
  ];
  return (
    <div className={classes.head}>
      <Typography component="h4" className={classes.name}>
        {host.host}
      </Typography>
      <Chip
        size="small"
        variant="outlined"
        label={t(`page.data.collectors.states.${host.state}`)}
        className={`${classes.chip} ${
          host.state === 'error' ? classes.broken : ''
        }`}
      />
      <Typography variant="body2" color="textSecondary">
        {phrases.filter(Boolean).join(' · ')}
      </Typography>
    </div>
  );
}

/** A budget may be of a part of a host, such as 'github.com (graphql)'. @internal */
export function hostOf({ host }: { host: string }): string {
  return host.split(' ')[0];
}
