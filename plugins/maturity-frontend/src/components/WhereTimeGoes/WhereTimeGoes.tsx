// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import { makeStyles } from '@material-ui/core/styles';
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation, useUrlParam } from '../../hooks';
import { windowDays } from '../../format';
import { DataTable } from '../DataTable';
import { EmptyState } from '../EmptyState';
import { Panel } from '../Panel';
import { TextButton } from '../TextButton';
import { TimeBar } from './TimeBar';

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
  { name: 'MaturityWhereTimeGoes' },
);

/** @internal */
export interface WhereTimeGoesProps {
  scorecard: ScorecardView;
}

/** From commit to production: which part of the road takes how long. @internal */
export function WhereTimeGoes(props: WhereTimeGoesProps) {
  const { scorecard } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const [asTable, setAsTable] = useState(false);
  const [chosen, setChosen] = useUrlParam('time');

  const breakdown = scorecard.timeBreakdown;
  const days = String(windowDays(scorecard.window));
  const title = t('entity.time.title');
  if (!breakdown || breakdown.p50.total <= 0) {
    return (
      <Panel title={title}>
        <EmptyState title={t('entity.time.none')}>
          {t('entity.time.noneHint', { days })}
        </EmptyState>
      </Panel>
    );
  }

  const percentile = chosen === 'p90' ? 'p90' : 'p50';
  const split = breakdown[percentile];
  const name = (id: (typeof split.segments)[number]['id']) =>
    t(`entity.time.segment.${id}`);
  const label = t('entity.time.label', {
    total: format.hours(split.total),
    parts: split.segments
      .map(({ id, hours }) =>
        t('entity.time.part', { name: name(id), value: format.hours(hours) }),
      )
      .join(', '),
  });
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
        onChange={(_event, value) =>
          value && setChosen(value === 'p90' ? 'p90' : undefined)
        }
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
  const subtitle = { days, n: format.number(breakdown.n) };
  return (
    <Panel
      title={title}
      subtitle={
        percentile === 'p50'
          ? t('entity.time.subtitleP50', subtitle)
          : t('entity.time.subtitleP90', subtitle)
      }
    >
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
                format.hours(hours),
                format.percent(hours / split.total),
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
          note={t('entity.time.approvalNote', {
            share: format.percent(
              (split.segments.find(({ id }) => id === 'approval')?.hours ?? 0) /
                split.total,
            ),
            count: breakdown.gates,
          })}
          action={actions}
        />
      )}
    </Panel>
  );
}
