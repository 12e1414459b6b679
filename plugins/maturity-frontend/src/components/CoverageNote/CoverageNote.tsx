// SPDX-License-Identifier: Apache-2.0
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import { useFormat, useMaturityTranslation } from '../../hooks';

const useStyles = makeStyles(
  theme => ({
    root: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12),
      whiteSpace: 'nowrap',
    },
  }),
  { name: 'MaturityCoverageNote' },
);

/** @internal */
export interface CoverageNoteProps {
  /** 0..1 */
  coverage: number;
  /** Says so even when everything has data. */
  always?: boolean;
}

/** Which share of the checks has data; silent when all have. @internal */
export function CoverageNote(props: CoverageNoteProps) {
  const { coverage, always } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();

  if (coverage >= 1 && !always) {
    return null;
  }
  // 99.7 % must not read as complete.
  const shown = coverage >= 1 ? 1 : Math.min(0.99, coverage);
  const percent = `${format.number(shown * 100)}\u00a0%`;
  return (
    <Tooltip title={t('coverage.hint')}>
      <span className={classes.root}>{t('coverage.note', { percent })}</span>
    </Tooltip>
  );
}
