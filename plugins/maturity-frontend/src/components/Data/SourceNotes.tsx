// SPDX-License-Identifier: Apache-2.0
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { SourcesAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';

const useStyles = makeStyles({ list: { margin: 0, paddingLeft: '1.25em' } });

/** @internal */
export interface SourceNotesProps {
  source: string;
  notes: SourcesAnswer['ingest'][number]['notes'];
}

/** What was corrected in what a source sent, or read leniently, and how often. @internal */
export function SourceNotes(props: SourceNotesProps) {
  const { source, notes } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  if (!notes?.length) {
    return null;
  }
  return (
    <ul
      className={classes.list}
      aria-label={t('page.data.ingest.notes', { source })}
    >
      {notes.map(({ note, message, count, lastAt }) => (
        <Typography key={note} component="li" variant="body2">
          {t('page.data.ingest.noted', {
            times: format.number(count),
            ago: format.ago(lastAt),
            message,
          })}
        </Typography>
      ))}
    </ul>
  );
}
