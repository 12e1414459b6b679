// SPDX-License-Identifier: Apache-2.0
import { makeStyles } from '@material-ui/core/styles';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { VisuallyHidden } from '../VisuallyHidden';
import { WebLink } from '../WebLink';
import { describeDetails } from './describeDetails';
import { Evidence } from './Evidence';

const useStyles = makeStyles(
  theme => ({
    table: {
      borderCollapse: 'collapse',
      fontSize: theme.typography.pxToRem(13),
      width: '100%',
    },
    row: { borderTop: `1px solid ${theme.palette.divider}` },
    cell: {
      // Names of files and jobs have no place to break at.
      overflowWrap: 'anywhere',
      padding: theme.spacing(0.5, 1, 0.5, 0),
      textAlign: 'left',
      verticalAlign: 'top',
    },
    numeric: {
      fontVariantNumeric: 'tabular-nums',
      textAlign: 'right',
      whiteSpace: 'nowrap',
    },
    quiet: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12),
    },
  }),
  { name: 'MaturityEvidenceTable' },
);

/** @internal */
export interface EvidenceTableProps {
  items: Evidence[];
  caption: string;
  /** Stands where there are no items. */
  none: string;
  formatValue: (value: number) => string;
}

/** What a number was made of, with links to where it happened. @internal */
export function EvidenceTable(props: EvidenceTableProps) {
  const { items, caption, none, formatValue } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();

  if (items.length === 0) {
    return <div className={classes.quiet}>{none}</div>;
  }
  return (
    <table className={classes.table}>
      <VisuallyHidden component="caption">{caption}</VisuallyHidden>
      <VisuallyHidden component="thead">
        <tr>
          <th scope="col">{t('entity.check.evidenceColumn.what')}</th>
          <th scope="col">{t('entity.check.evidenceColumn.value')}</th>
          <th scope="col">{t('entity.check.evidenceColumn.when')}</th>
        </tr>
      </VisuallyHidden>
      <tbody>
        {items.map(item => (
          <tr
            key={`${item.source} ${item.id} ${item.label}`}
            className={classes.row}
          >
            <td className={classes.cell}>
              <WebLink to={item.url}>{item.label}</WebLink>
              <Details item={item} />
              <Parts item={item} />
            </td>
            <td className={`${classes.cell} ${classes.numeric}`}>
              {item.value !== undefined && formatValue(item.value)}
            </td>
            <td
              className={`${classes.cell} ${classes.numeric} ${classes.quiet}`}
              title={item.at && format.instant(item.at)}
            >
              {item.at && format.date(item.at)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A release opens to the deployments that it is made of. */
function Parts(props: { item: Evidence }) {
  const { parts = [] } = props.item;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();

  if (parts.length === 0) {
    return null;
  }
  return (
    <details className={classes.quiet}>
      <summary>{t('entity.check.parts', { count: parts.length })}</summary>
      {parts.map(part => (
        <div key={`${part.source} ${part.id}`}>
          <WebLink to={part.url}>{part.label}</WebLink>
          {` · ${t(`entity.check.partOutcome.${part.outcome}`)}`}
          {part.at && ` · ${format.instant(part.at)}`}
        </div>
      ))}
    </details>
  );
}

function Details(props: { item: Evidence }) {
  const { item } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const phrases = [
    ...(item.countsWell ? [t('entity.check.countsWell')] : []),
    ...describeDetails(item, t, useFormat()),
  ];
  return phrases.length === 0 ? null : (
    <div className={classes.quiet}>{phrases.join(' · ')}</div>
  );
}
