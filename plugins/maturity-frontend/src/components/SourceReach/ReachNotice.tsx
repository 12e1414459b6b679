// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  REACH_KINDS,
  ScorecardView,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { Panel } from '../Panel';
import { TextButton } from '../TextButton';
import { SourceReach } from './SourceReach';

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'grid',
      gap: theme.spacing(1),
      listStyle: 'none',
      margin: theme.spacing(1, 0, 0),
      padding: 0,
    },
    source: { fontWeight: 600, overflowWrap: 'anywhere' },
  }),
  { name: 'MaturityReachNotice' },
);

/** @internal */
export interface ReachNoticeProps {
  sources: ScorecardView['sources'];
}

/** What no source of an entity can tell, and on request what each of them can. @internal */
export function ReachNotice(props: ReachNoticeProps) {
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const [isOpen, setIsOpen] = useState(false);
  const known = props.sources.flatMap(({ id, title, reach }) =>
    reach ? [{ id, title, reach }] : [],
  );
  if (known.length === 0) {
    return null;
  }
  const missing = REACH_KINDS.filter(kind =>
    known.every(({ reach }) =>
      reach.every(one => one.kind !== kind || one.basis === 'none'),
    ),
  );
  return (
    <Panel title={t('reach.title')}>
      <Typography variant="body2" component="div">
        {missing.length > 0
          ? t('reach.missing', {
              kinds: format.list(missing.map(kind => t(`reach.kinds.${kind}`))),
            })
          : t('reach.complete')}{' '}
        <TextButton expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? t('reach.hide') : t('reach.show')}
        </TextButton>
      </Typography>
      {isOpen && (
        <ul className={classes.list} aria-label={t('reach.title')}>
          {known.map(({ id, title, reach }) => (
            <li key={id}>
              <Typography variant="body2" className={classes.source}>
                {title}
              </Typography>
              <SourceReach reach={reach} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
