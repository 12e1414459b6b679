// SPDX-License-Identifier: Apache-2.0
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { SourceReachSummary } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';

const useStyles = makeStyles(
  theme => ({
    root: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12),
      margin: 0,
    },
  }),
  { name: 'MaturityReachSummary' },
);

/** @internal */
export interface ReachSummaryProps {
  source: string;
  reach: SourceReachSummary | undefined;
}

/** What a source can tell, of how many entities, and what of none. @internal */
export function ReachSummary(props: ReachSummaryProps) {
  const { source, reach } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  if (!reach) {
    return null;
  }
  const named = (basis: SourceReachSummary[number]['basis']) => {
    const kinds = reach
      .filter(one => one.basis === basis)
      .map(({ kind, declared, proven }) => ({
        name: t(`reach.kinds.${kind}`),
        count: basis === 'declared' ? declared : proven,
      }));
    const of = (kind: string, count: number) =>
      t('reach.of', { kind, count, total: format.number(count) });
    const names = kinds.map(({ name }) => name);
    const counts = [...new Set(kinds.map(({ count }) => count))];
    if (basis === 'none' || counts.length === 0) {
      return format.list(names);
    }
    // One number is said once.
    return counts.length === 1
      ? of(format.list(names), counts[0])
      : format.list(kinds.map(({ name, count }) => of(name, count)));
  };
  const sentences = [
    { id: 'tells' as const, kinds: named('declared') },
    { id: 'proven' as const, kinds: named('proven') },
    { id: 'lacks' as const, kinds: named('none') },
  ];
  return (
    <div role="group" aria-label={t('reach.ofSource', { source })}>
      {sentences
        .filter(({ kinds }) => kinds.length > 0)
        .map(({ id, kinds }) => (
          <Typography key={id} className={classes.root}>
            {t(`reach.${id}`, { kinds })}
          </Typography>
        ))}
    </div>
  );
}
