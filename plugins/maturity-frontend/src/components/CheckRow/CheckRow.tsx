// SPDX-License-Identifier: Apache-2.0
import { useEffect, useId, useRef } from 'react';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import clsx from 'clsx';
import {
  ScorecardView,
  TaskView,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { emphasisColors } from '../../theme';
import { CheckDetails } from '../CheckDetails';
import { PanelBoundary } from '../PanelBoundary';
import { NextThreshold } from './NextThreshold';
import { CheckBasis } from './CheckBasis';
import { OutcomeMark } from './OutcomeMark';

/** Waits of a deployment as a whole, not of each change in it. */
const PER_DEPLOYMENT = ['approval.wait', 'approval.wait-tail'];

const useStyles = makeStyles(
  theme => ({
    cell: {
      borderBottom: `1px solid ${theme.palette.divider}`,
      padding: theme.spacing(0.75, 1),
      verticalAlign: 'top',
    },
    open: { borderBottomColor: 'transparent' },
    name: { fontWeight: 400, paddingLeft: 0, textAlign: 'left' },
    button: {
      alignItems: 'flex-start',
      borderRadius: 2,
      display: 'inline-flex',
      font: 'inherit',
      gap: theme.spacing(0.75),
      justifyContent: 'flex-start',
      lineHeight: 1.4,
      minHeight: 24,
      textAlign: 'left',
      '&:hover': { textDecoration: 'underline' },
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: 1,
      },
    },
    chevron: {
      color: theme.palette.text.secondary,
      flex: 'none',
      fontSize: theme.typography.pxToRem(18),
      transition: theme.transitions.create('transform', {
        duration: theme.transitions.duration.shortest,
      }),
      transform: 'rotate(-90deg)',
    },
    chevronOpen: { transform: 'none' },
    below: { fontWeight: 600 },
    nextStep: {
      backgroundColor: emphasisColors(theme).background,
      borderRadius: 4,
      color: emphasisColors(theme).color,
      fontSize: theme.typography.pxToRem(11),
      fontWeight: 600,
      marginLeft: theme.spacing(0.5),
      padding: '0 6px',
      whiteSpace: 'nowrap',
    },
    numeric: {
      fontVariantNumeric: 'tabular-nums',
      textAlign: 'right',
      whiteSpace: 'nowrap',
    },
    unit: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(11),
      fontWeight: 400,
    },
    wide: { [theme.breakpoints.down('xs')]: { display: 'none' } },
    narrow: {
      display: 'none',
      marginLeft: theme.spacing(3),
      [theme.breakpoints.down('xs')]: { display: 'block' },
    },
    // A line and no fill: quiet text stays readable.
    details: {
      borderLeft: `3px solid ${theme.palette.primary.main}`,
      borderBottom: `1px solid ${theme.palette.divider}`,
      padding: theme.spacing(0.5, 1.5, 2, 1.5),
    },
  }),
  { name: 'MaturityCheckRow' },
);

/** @internal */
export interface CheckRowProps {
  scorecard: ScorecardView;
  check: ScorecardView['dimensions'][number]['checks'][number];
  task?: TaskView;
  expanded: boolean;
  onToggle: () => void;
  onTasksChanged: () => void;
}

/** One check in a line; opens to everything that is known about it. @internal */
export function CheckRow(props: CheckRowProps) {
  const { scorecard, check, task, expanded, onToggle, onTasksChanged } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const detailsId = useId();
  const row = useRef<HTMLTableRowElement>(null);

  const button = useRef<HTMLButtonElement>(null);
  const toggledHere = useRef(false);
  const mounted = useRef(false);

  // Someone who follows a link to a check must not have to look for it. One who
  // pressed a button elsewhere on the page goes on from here with the keyboard.
  useEffect(() => {
    if (expanded && !toggledHere.current) {
      row.current?.scrollIntoView?.({ block: 'center' });
      if (mounted.current) {
        button.current?.focus({ preventScroll: true });
      }
    }
    toggledHere.current = false;
    mounted.current = true;
  }, [expanded]);

  const hasNothing = !check.basis && Boolean(check.reason);
  const isNextStep = scorecard.nextStep?.checkId === check.checkId;
  // The bar above speaks of a change's time, which is another figure.
  const isPerDeployment = PER_DEPLOYMENT.includes(check.measureId);
  const cell = clsx(classes.cell, expanded && classes.open);
  return (
    <>
      <tr ref={row}>
        <th scope="row" className={clsx(cell, classes.name)}>
          <ButtonBase
            className={classes.button}
            disableRipple
            ref={button}
            onClick={() => {
              toggledHere.current = true;
              onToggle();
            }}
            aria-expanded={expanded}
            aria-controls={expanded ? detailsId : undefined}
          >
            <ExpandMoreIcon
              aria-hidden
              className={clsx(classes.chevron, expanded && classes.chevronOpen)}
            />
            <span className={clsx(check.outcome === 'below' && classes.below)}>
              {check.title}{' '}
              {check.graded && <OutcomeMark outcome={check.outcome} />}
              {isNextStep && (
                <span className={classes.nextStep}>
                  {t('entity.nextStep.mark')}
                </span>
              )}
            </span>
          </ButtonBase>
          {!hasNothing && (
            <div className={classes.narrow}>
              <CheckBasis check={check} />
            </div>
          )}
        </th>
        {hasNothing ? (
          // Why there is nothing is all that can be said, and needs the room.
          <td colSpan={3} className={cell}>
            <CheckBasis check={check} />
          </td>
        ) : (
          <>
            <td
              className={clsx(
                cell,
                classes.numeric,
                check.outcome === 'below' && classes.below,
              )}
            >
              {check.value === undefined
                ? t('measure.none')
                : format.beside(check.value, check)}
              {isPerDeployment && check.value !== undefined && (
                <div className={classes.unit}>
                  {t('entity.check.perDeployment')}
                </div>
              )}
            </td>
            <td className={clsx(cell, classes.numeric)}>
              <NextThreshold check={check} />
            </td>
            <td className={clsx(cell, classes.wide)}>
              <CheckBasis check={check} />
            </td>
          </>
        )}
      </tr>
      {expanded && (
        <tr>
          <td id={detailsId} colSpan={4} className={classes.details}>
            <PanelBoundary resetKey={scorecard.asOf}>
              <CheckDetails
                scorecard={scorecard}
                check={check}
                task={task}
                onTasksChanged={onTasksChanged}
              />
            </PanelBoundary>
          </td>
        </tr>
      )}
    </>
  );
}
