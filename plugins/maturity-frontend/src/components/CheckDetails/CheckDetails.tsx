// SPDX-License-Identifier: Apache-2.0
import { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  ScorecardView,
  TaskView,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation, useModel } from '../../hooks';
import { Prose } from '../Prose';
import { CheckEvidence } from '../CheckEvidence';
import { CheckLadder } from './CheckLadder';
import { CheckSamples } from './CheckSamples';
import { CheckTask } from './CheckTask';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'grid', gap: theme.spacing(1.5) },
    heading: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(11),
      fontWeight: 600,
      margin: theme.spacing(0, 0, 0.5),
    },
    facts: {
      '& > span:not(:last-child)::after': { content: '" ·"' },
      color: theme.palette.text.secondary,
      display: 'flex',
      flexWrap: 'wrap',
      fontSize: theme.typography.pxToRem(12),
      gap: theme.spacing(0.25, 1),
      marginTop: theme.spacing(0.5),
    },
  }),
  { name: 'MaturityCheckDetails' },
);

/** @internal */
export interface CheckDetailsProps {
  scorecard: ScorecardView;
  check: ScorecardView['dimensions'][number]['checks'][number];
  task?: TaskView;
  onTasksChanged: () => void;
}

/** What a check means, what it saw, and what is being done about it. @internal */
export function CheckDetails(props: CheckDetailsProps) {
  const { scorecard, check, task, onTasksChanged } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const definition = useModel().check(check.checkId);

  return (
    <div className={classes.root}>
      <Section title={t('entity.check.definition')}>
        {definition && (
          <Typography variant="body2">
            <Prose text={definition.description} />
          </Typography>
        )}
        <Facts check={check} source={definition?.source} />
      </Section>
      {check.graded && check.thresholds.some(step => step !== null) && (
        <Section title={t('entity.check.ladder')}>
          <CheckLadder check={check} />
        </Section>
      )}
      {check.samples && check.samples.length > 1 && (
        <CheckSamples check={check} />
      )}
      <CheckEvidence
        entityRef={scorecard.entityRef}
        asOf={scorecard.asOf}
        check={check}
      />
      {(task || check.waiver) && (
        <Section
          title={
            check.waiver ? t('entity.outcome.waived') : t('entity.check.task')
          }
        >
          <CheckTask
            check={check}
            task={task}
            onTasksChanged={onTasksChanged}
          />
        </Section>
      )}
    </div>
  );
}

function Section(props: { title: string; children: ReactNode }) {
  const { title, children } = props;
  const classes = useStyles();
  return (
    <section>
      <h4 className={classes.heading}>{title}</h4>
      {children}
    </section>
  );
}

function Facts(props: { check: CheckDetailsProps['check']; source?: string }) {
  const { check, source } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const facts = [
    check.required && t('entity.dimension.required'),
    check.workingHours !== undefined &&
      t('entity.check.workingHours', {
        value: format.hours(check.workingHours),
      }),
    check.excess &&
      check.excess.hours > 0 &&
      t('entity.check.excess', {
        hours: format.hours(check.excess.hours),
        samples: format.number(check.excess.samples),
        perWeek: format.number(check.excess.perWeek, 1),
      }),
    check.freshest &&
      t('entity.check.newest', { when: format.relative(check.freshest) }),
    ...check.flags.map(flag => t(`flags.${flag}Hint`)),
    check.basis && check.reason,
    source && t('entity.check.source', { source }),
  ].filter(Boolean);
  return (
    <div className={classes.facts}>
      {facts.map(fact => (
        <span key={String(fact)}>{fact}</span>
      ))}
    </div>
  );
}
