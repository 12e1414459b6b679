// SPDX-License-Identifier: Apache-2.0
import { useMemo, useState } from 'react';
import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import { RollupAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { scopeAsFilter } from '../../hooks/scopeAsFilter';
import { PageUrl } from '../../hooks/usePageUrl';
import { emphasisColors } from '../../theme';
import { EmptyState } from '../EmptyState';
import { ChoiceButtons } from '../MaturityPage/ChoiceButtons';
import { Panel } from '../MaturityPage/Panel';

const SHOWN_AT_FIRST = 6;

const useStyles = makeStyles(
  theme => ({
    // Hidden texts inside are placed absolutely: without a frame of their own they widen the page.
    scroll: { overflowX: 'auto', position: 'relative' },
    cell: { padding: theme.spacing(1) },
    number: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
    wide: { width: '38%', minWidth: 120 },
    bar: {
      backgroundColor: theme.palette.primary.main,
      borderRadius: 3,
      height: 10,
      minWidth: 2,
    },
    worst: { backgroundColor: emphasisColors(theme).background },
    caption: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12),
    },
  }),
  { name: 'MaturityHoldsBack' },
);

type Check = RollupAnswer['checks'][number];

/** @internal */
export interface HoldsBackProps {
  checks: RollupAnswer['checks'];
  url: PageUrl;
}

/** Which checks keep most entities below target, and whose samples lie furthest beyond it. @internal */
export function HoldsBack(props: HoldsBackProps) {
  const { checks, url } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const [all, setAll] = useState(false);
  const by = url.get('checks') === 'below' ? 'below' : 'hours';
  const dimension = url.get('dimension');
  const sorted = useMemo(() => {
    const amount = (check: Check) =>
      by === 'below' ? check.below : check.excess?.hours ?? 0;
    return checks
      .filter(check => check.below > 0)
      .filter(check => !dimension || check.dimensionId === dimension)
      .sort((a, b) => amount(b) - amount(a) || b.below - a.below);
  }, [checks, by, dimension]);
  // That nothing is below its target says something only where something was measured.
  const emptiness = checks.some(
    ({ dimensionId, withData }) =>
      withData > 0 && (!dimension || dimensionId === dimension),
  )
    ? ('empty' as const)
    : ('unmeasured' as const);
  const shown = all ? sorted : sorted.slice(0, SHOWN_AT_FIRST);
  const largest = Math.max(
    ...sorted.map(check =>
      by === 'below' ? check.below : check.excess?.hours ?? 0,
    ),
    0,
  );

  return (
    <Panel
      title={t('page.rollout.checks.title')}
      actions={
        <ChoiceButtons
          label={t('page.rollout.checks.by')}
          value={by}
          choices={[
            { value: 'hours', label: t('page.rollout.checks.byHours') },
            { value: 'below', label: t('page.rollout.checks.byBelow') },
          ]}
          onChange={value =>
            url.set(
              { checks: value === 'hours' ? undefined : value },
              { replace: true },
            )
          }
        />
      }
    >
      {sorted.length === 0 ? (
        <EmptyState title={t(`page.rollout.checks.${emptiness}`)}>
          {t(`page.rollout.checks.${emptiness}Body`)}
        </EmptyState>
      ) : (
        <div className={classes.scroll}>
          <Table size="small" aria-label={t('page.rollout.checks.title')}>
            <TableHead>
              <TableRow>
                <TableCell className={classes.cell}>
                  {t('page.rollout.checks.check')}
                </TableCell>
                <TableCell className={classes.cell} align="right">
                  {t('page.rollout.checks.below')}
                </TableCell>
                <TableCell className={`${classes.cell} ${classes.wide}`}>
                  {t(
                    by === 'below'
                      ? 'page.rollout.checks.share'
                      : 'page.rollout.checks.hours',
                  )}
                </TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {shown.map((check, index) => (
                <CheckRow
                  key={check.checkId}
                  check={check}
                  by={by}
                  largest={largest}
                  worst={index === 0}
                  url={url}
                />
              ))}
            </TableBody>
          </Table>
          {sorted.length > SHOWN_AT_FIRST && (
            <Button
              size="small"
              onClick={() => setAll(value => !value)}
              aria-expanded={all}
            >
              {all
                ? t('page.rollout.checks.fewer')
                : t('page.rollout.checks.all', {
                    total: String(sorted.length),
                  })}
            </Button>
          )}
        </div>
      )}
    </Panel>
  );
}

interface CheckRowProps {
  check: Check;
  by: 'below' | 'hours';
  largest: number;
  worst: boolean;
  url: PageUrl;
}

function CheckRow(props: CheckRowProps) {
  const { check, by, largest, worst, url } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const amount = by === 'below' ? check.below : check.excess?.hours;
  const href = url.href('scorecards', {
    ...scopeAsFilter(url),
    open: undefined,
    check: check.checkId,
  });
  const median =
    check.median === undefined || check.unit === 'boolean'
      ? undefined
      : `${t('page.rollout.checks.median')} ${format.measure(
          check.median,
          check.unit,
        )}`;

  return (
    <TableRow hover>
      <TableCell
        className={classes.cell}
        component="th"
        role="rowheader"
        scope="row"
      >
        <Link
          to={href}
          title={t('page.rollout.checks.open', {
            below: String(check.below),
            check: check.title,
          })}
        >
          {check.title}
        </Link>
        {median && <div className={classes.caption}>{median}</div>}
      </TableCell>
      <TableCell className={`${classes.cell} ${classes.number}`} align="right">
        {t('page.rollout.checks.belowOf', {
          below: format.number(check.below),
          total: format.number(check.withData),
        })}
      </TableCell>
      <TableCell className={`${classes.cell} ${classes.number}`}>
        {amount === undefined ? (
          <span className={classes.caption}>
            {t('page.rollout.checks.notTime')}
          </span>
        ) : (
          <>
            <div
              aria-hidden
              className={
                worst ? `${classes.bar} ${classes.worst}` : classes.bar
              }
              style={{
                width: `${largest > 0 ? (amount / largest) * 100 : 0}%`,
              }}
            />
            <span className={classes.caption}>
              {by === 'below'
                ? format.percent(
                    check.withData ? check.below / check.withData : 0,
                  )
                : t('page.rollout.checks.excess', {
                    hours: format.hours(amount),
                    perWeek: format.number(check.excess?.perWeek ?? 0, 1),
                  })}
            </span>
          </>
        )}
      </TableCell>
    </TableRow>
  );
}
