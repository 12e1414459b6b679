// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { SourcesAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { entityTitle } from '../../format';
import { useMaturityPath, useMaturityTranslation } from '../../hooks';
import { TextButton } from '../TextButton';

const SHOWN_AT_FIRST = 3;

const useStyles = makeStyles(
  theme => ({
    list: {
      fontSize: theme.typography.pxToRem(13),
      margin: 0,
      paddingLeft: theme.spacing(2.5),
    },
  }),
  { name: 'MaturityCollectorNotices' },
);

/** @internal */
export interface CollectorNoticesProps {
  notices: NonNullable<SourcesAnswer['collectors'][number]['notices']>;
}

/** What a collector has to say about single entities: a permission, an annotation, an archived repository. @internal */
export function CollectorNotices(props: CollectorNoticesProps) {
  const { notices } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const maturityPath = useMaturityPath();
  const [all, setAll] = useState(false);
  if (notices.length === 0) {
    return null;
  }
  const shown = all ? notices : notices.slice(0, SHOWN_AT_FIRST);
  return (
    <div>
      <ul
        className={classes.list}
        aria-label={t('page.data.collectors.notices')}
      >
        {shown.map(notice => (
          <li key={`${notice.entityRef} ${notice.message}`}>
            {notice.entityRef && (
              <>
                <Link underline="always" to={maturityPath(notice.entityRef)}>
                  {entityTitle(notice.entityRef)}
                </Link>
                {': '}
              </>
            )}
            {notice.message}
          </li>
        ))}
      </ul>
      {notices.length > SHOWN_AT_FIRST && (
        <TextButton expanded={all} onClick={() => setAll(value => !value)}>
          {all
            ? t('page.data.collectors.fewerNotices')
            : t('page.data.collectors.allNotices', { count: notices.length })}
        </TextButton>
      )}
    </div>
  );
}
