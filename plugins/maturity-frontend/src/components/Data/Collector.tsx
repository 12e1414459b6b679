// SPDX-License-Identifier: Apache-2.0
import Chip from '@material-ui/core/Chip';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { SourcesAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { readable } from '../../theme';
import { ReachSummary } from '../SourceReach';
import { CollectorBudget } from './CollectorBudget';
import { CollectorHosts, hostOf } from './CollectorHosts';
import { CollectorNotices } from './CollectorNotices';
import { CollectorRecognition } from './CollectorRecognition';
import { ProviderWords } from './ProviderWords';

const SECONDS_AN_HOUR = 3600;

const useStyles = makeStyles(
  theme => ({
    root: {
      borderTop: `1px solid ${theme.palette.divider}`,
      display: 'grid',
      gap: theme.spacing(1),
      padding: theme.spacing(1.5, 0),
      '&:first-child': { borderTop: 'none', paddingTop: 0 },
    },
    head: {
      alignItems: 'center',
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
    },
    title: { fontSize: theme.typography.pxToRem(15), fontWeight: 600 },
    facts: {
      display: 'grid',
      gap: theme.spacing(1, 3),
      gridTemplateColumns: 'repeat(auto-fill, minmax(130px, 1fr))',
      margin: 0,
      '& dt': {
        color: theme.palette.text.secondary,
        fontSize: theme.typography.pxToRem(12),
      },
      '& dd': { fontVariantNumeric: 'tabular-nums', margin: 0 },
    },
    broken: {
      borderColor: readable(theme, theme.palette.error.main),
      color: readable(theme, theme.palette.error.main),
    },
    warned: {
      borderColor: readable(theme, theme.palette.warning.main),
      color: readable(theme, theme.palette.warning.main),
    },
    progress: { maxWidth: 320 },
  }),
  { name: 'MaturityCollector' },
);

type State = SourcesAnswer['collectors'][number]['state'];

/** @internal */
export interface CollectorProps {
  collector: SourcesAnswer['collectors'][number];
  /** Entities that are scored or to be scored. */
  total: number;
}

/** One collector: how far behind it is, what it may still ask for, what went wrong. @internal */
export function Collector(props: CollectorProps) {
  const { collector, total } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const when = (instant?: string) =>
    instant ? format.relative(instant) : t('page.data.collectors.never');
  const { hosts = [], budget = [], lastError } = collector;
  // With one host, the facts of the collector are its facts.
  const areApart = hosts.length > 1;
  const isSaidBelow =
    areApart && hosts.some(host => host.lastError === lastError);
  // Where there is nothing to read, whoever reads nothing is not to blame.
  const state =
    collector.state === 'empty' && total === 0 ? 'ok' : collector.state;
  const facts = [
    collector.lagSeconds !== undefined && {
      name: t('page.data.collectors.lag'),
      value: format.hours(collector.lagSeconds / SECONDS_AN_HOUR),
    },
    {
      name: t('page.data.collectors.entities'),
      value: format.number(collector.entities),
    },
    {
      name: t('page.data.collectors.records'),
      value: format.number(collector.records),
    },
    {
      name: t('page.data.collectors.lastSuccess'),
      value: when(collector.lastSuccessAt),
    },
    {
      name: t('page.data.collectors.lastRun'),
      value: when(collector.lastRunAt),
    },
    collector.nextRunAt && {
      name: t('page.data.collectors.nextRun'),
      value: when(collector.nextRunAt),
    },
  ];
  return (
    <li className={classes.root}>
      <div className={classes.head}>
        <Typography component="h3" className={classes.title}>
          {collector.title}
        </Typography>
        <Chip
          size="small"
          variant="outlined"
          label={t(`page.data.collectors.states.${state}`)}
          className={chipClass(state, classes)}
          style={{ margin: 0 }}
        />
        <Typography variant="body2" color="textSecondary">
          {[
            isBehind(state) &&
              (collector.since
                ? t('page.data.collectors.since', {
                    when: format.relative(collector.since),
                  })
                : t('page.data.collectors.neverRead')),
            collector.provides.join(', '),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Typography>
      </div>
      <dl className={classes.facts}>
        {facts.map(
          fact =>
            fact && (
              <div key={fact.name}>
                <dt>{fact.name}</dt>
                <dd>{fact.value}</dd>
              </div>
            ),
        )}
      </dl>
      {lastError && !isSaidBelow && (
        <ProviderWords
          words={lastError}
          retryAt={collector.retryAt}
          nextRunAt={collector.nextRunAt}
        />
      )}
      {areApart && <CollectorHosts collector={collector} />}
      {budget
        .filter(
          one => !areApart || hosts.every(({ host }) => host !== hostOf(one)),
        )
        .map(one => (
          <CollectorBudget key={one.host} budget={one} />
        ))}
      {collector.backfill &&
        collector.backfill.done < collector.backfill.total && (
          <div className={classes.progress}>
            <Typography variant="caption">
              {t('page.data.collectors.backfill', {
                done: format.number(collector.backfill.done),
                total: format.number(collector.backfill.total),
              })}
            </Typography>
            <LinearProgress
              variant="determinate"
              aria-label={t('page.data.collectors.backfillLabel')}
              value={(collector.backfill.done / collector.backfill.total) * 100}
            />
          </div>
        )}
      {state === 'empty' && collector.lastRunAt && (
        <Typography variant="body2">
          {collector.entities === 0
            ? t('page.data.collectors.noEntities')
            : t('page.data.collectors.noRecords', {
                count: collector.entities,
                total: format.number(collector.entities),
              })}
        </Typography>
      )}
      <ReachSummary source={collector.title} reach={collector.reach} />
      <CollectorRecognition recognition={collector.recognition ?? []} />
      <CollectorNotices notices={collector.notices ?? []} />
    </li>
  );
}

function isBehind(state: State): boolean {
  return state === 'error' || state === 'stale';
}

function chipClass(
  state: State,
  classes: Record<'broken' | 'warned', string>,
): string | undefined {
  if (state === 'error') {
    return classes.broken;
  }
  return state === 'stale' || state === 'empty' ? classes.warned : undefined;
}
