// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  RollupAnswer,
  ScorecardView,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { DataTable } from '../DataTable';
import { TextButton } from '../TextButton';
import { TimeBar } from './TimeBar';
import { describeTimeLost } from './describeTimeLost';
import { describeUnknown } from './describeUnknown';
import { useTimePercentile } from './useTimePercentile';

const useStyles = makeStyles(
  theme => ({
    // The default is too faint to read where it is not chosen.
    toggle: {
      color: theme.palette.text.secondary,
      '&.Mui-selected': { color: theme.palette.text.primary },
      padding: theme.spacing(0, 1),
      minHeight: 26,
      textTransform: 'none',
    },
    lost: { marginTop: theme.spacing(1) },
    footer: {
      display: 'flex',
      justifyContent: 'flex-end',
      marginTop: theme.spacing(1),
    },
    actions: {
      alignItems: 'center',
      display: 'flex',
      flex: 'none',
      gap: theme.spacing(1),
    },
  }),
  { name: 'MaturityTimeSplit' },
);

type Breakdown =
  | NonNullable<ScorecardView['timeBreakdown']>
  | NonNullable<RollupAnswer['timeBreakdown']>;

/** @internal */
export interface TimeSplitProps {
  breakdown: Breakdown;
  /** Gates on the way, where they are known. */
  gates?: number;
  timeLost?: ScorecardView['timeLost'];
}

/** The road of a change as a bar or a table, and how much of it is beyond the target. @internal */
export function TimeSplit(props: TimeSplitProps) {
  const { breakdown, gates, timeLost } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const [asTable, setAsTable] = useState(false);
  const [percentile, setPercentile] = useTimePercentile();

  const split = breakdown[percentile];
  const name = (id: (typeof split.segments)[number]['id']) =>
    t(`entity.time.segment.${id}`);
  // Of some changes it is known, and the others are counted below.
  const isUnknown = (id: (typeof split.segments)[number]['id']) =>
    breakdown.unknown?.some(
      segment => segment.id === id && segment.changes >= breakdown.n,
    ) ?? false;
  const told = (id: (typeof split.segments)[number]['id'], hours: number) =>
    isUnknown(id) ? t('entity.time.unknown') : format.hours(hours);
  const label = t('entity.time.label', {
    total: format.hours(split.total),
    parts: split.segments
      .map(({ id, hours }) =>
        t('entity.time.part', { name: name(id), value: told(id, hours) }),
      )
      .join(', '),
  });
  const approval = split.segments.find(({ id }) => id === 'approval');
  const share = format.percent((approval?.hours ?? 0) / split.total);
  const actions = (
    <div className={classes.actions}>
      <TextButton onClick={() => setAsTable(!asTable)}>
        {asTable ? t('common.showAsChart') : t('common.showAsTable')}
      </TextButton>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={percentile}
        aria-label={t('entity.time.percentile')}
        onChange={(_event, value) => value && setPercentile(value)}
      >
        <ToggleButton className={classes.toggle} value="p50">
          {t('entity.time.p50')}
        </ToggleButton>
        <ToggleButton className={classes.toggle} value="p90">
          {t('entity.time.p90')}
        </ToggleButton>
      </ToggleButtonGroup>
    </div>
  );
  return (
    <>
      {asTable ? (
        <>
          <DataTable
            caption={label}
            columns={[
              { id: 'part', title: t('entity.time.column.part') },
              {
                id: 'time',
                title: t('entity.time.column.time'),
                numeric: true,
              },
              {
                id: 'share',
                title: t('entity.time.column.share'),
                numeric: true,
              },
            ]}
            rows={split.segments.map(({ id, hours }) => ({
              id,
              cells: [
                name(id),
                told(id, hours),
                isUnknown(id) ? '–' : format.percent(hours / split.total),
              ],
            }))}
          />
          <div className={classes.footer}>{actions}</div>
        </>
      ) : (
        <TimeBar
          label={label}
          total={split.total}
          segments={split.segments}
          note={
            gates === undefined
              ? t('entity.time.approvalShare', { share })
              : t('entity.time.approvalNote', { share, count: gates })
          }
          action={actions}
        />
      )}
      {breakdown.unknown && (
        <Typography
          variant="body2"
          color="textSecondary"
          className={classes.lost}
        >
          {describeUnknown(breakdown.unknown, breakdown.n, { t, ...format })}
        </Typography>
      )}
      {timeLost && (
        <Typography variant="body2" className={classes.lost}>
          {describeTimeLost(timeLost, { t, ...format })}
        </Typography>
      )}
    </>
  );
}
