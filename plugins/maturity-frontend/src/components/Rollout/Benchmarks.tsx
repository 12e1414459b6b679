// SPDX-License-Identifier: Apache-2.0
import Card from '@material-ui/core/Card';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { RollupAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { emphasisColors } from '../../theme';
import { WebLink } from '../WebLink';

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 220px), 1fr))',
      listStyle: 'none',
      margin: 0,
      padding: 0,
    },
    card: { height: '100%', padding: theme.spacing(2, 2.5) },
    value: {
      fontSize: theme.typography.pxToRem(26),
      fontVariantNumeric: 'tabular-nums',
      fontWeight: 600,
      lineHeight: 1.4,
    },
    sample: { marginLeft: theme.spacing(1), whiteSpace: 'nowrap' },
    bar: {
      backgroundColor: theme.palette.action.selected,
      borderRadius: 4,
      height: 8,
      margin: theme.spacing(1, 0, 0.75),
      position: 'relative',
    },
    words: { lineHeight: 1.4, marginTop: theme.spacing(0.5) },
    fill: {
      backgroundColor: theme.palette.primary.main,
      borderRadius: 4,
      height: '100%',
    },
    /** Higher is worse here: the bar shows a loss. */
    loss: { backgroundColor: emphasisColors(theme).background },
    marker: {
      backgroundColor: theme.palette.text.primary,
      boxShadow: `0 0 0 1px ${theme.palette.background.paper}`,
      height: 16,
      position: 'absolute',
      top: -4,
      transform: 'translateX(-50%)',
      width: 2,
    },
  }),
  { name: 'MaturityBenchmarks' },
);

/** @internal */
export interface BenchmarksProps {
  benchmarks: RollupAnswer['benchmarks'];
}

/** The organization's own figures beside those of the surveys. @internal */
export function Benchmarks(props: BenchmarksProps) {
  const { benchmarks } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  if (benchmarks.length === 0) {
    return null;
  }
  return (
    <section aria-label={t('page.rollout.benchmarks.title')}>
      <ul className={classes.list}>
        {benchmarks.map(benchmark => (
          <li key={benchmark.id}>
            <Benchmark {...benchmark} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Benchmark(benchmark: RollupAnswer['benchmarks'][number]) {
  const { title, value, n, counts, better, comparable } = benchmark;
  const { survey, surveySource, surveyUrl, asked } = benchmark;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const percent = (ratio: number) => `${format.number(ratio * 100)}\u00a0%`;
  const fill =
    better === 'lower' ? `${classes.fill} ${classes.loss}` : classes.fill;
  const bar = (
    <div className={classes.bar} aria-hidden>
      {value !== undefined && (
        <div className={fill} style={{ width: percentWidth(value) }} />
      )}
      {comparable && (
        <div
          className={classes.marker}
          style={{ left: percentWidth(survey) }}
        />
      )}
    </div>
  );

  return (
    <Card className={classes.card}>
      <Typography variant="body2" color="textSecondary" component="h3">
        {title}
      </Typography>
      <Typography className={classes.value} component="p">
        {value === undefined
          ? t('page.rollout.benchmarks.noData')
          : percent(value)}
        {n > 0 && (
          <Typography
            variant="caption"
            color="textSecondary"
            className={classes.sample}
          >
            {t('page.rollout.benchmarks.sample', {
              count: n,
              total: format.number(n),
            })}
          </Typography>
        )}
      </Typography>
      {comparable ? (
        <Tooltip
          title={t('page.rollout.benchmarks.marker', {
            percent: percent(survey),
            source: surveySource,
          })}
        >
          {bar}
        </Tooltip>
      ) : (
        bar
      )}
      <Typography
        variant="caption"
        color="textSecondary"
        component="p"
        className={classes.words}
      >
        {t('page.rollout.benchmarks.counts', { counts })}
      </Typography>
      <Typography
        variant="caption"
        color="textSecondary"
        component="p"
        className={classes.words}
      >
        {!comparable && (
          <strong>{t('page.rollout.benchmarks.notComparable')}. </strong>
        )}
        {t('page.rollout.benchmarks.asked', {
          percent: percent(survey),
          asked,
        })}{' '}
        <WebLink to={surveyUrl} inline>
          {surveySource}
        </WebLink>
      </Typography>
    </Card>
  );
}

function percentWidth(ratio: number): string {
  return `${Math.min(1, Math.max(0, ratio)) * 100}%`;
}
