// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { SourcesAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityTranslation } from '../../hooks';
import { TextButton } from '../TextButton';
import { EntityLinks } from './EntityLinks';

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
  const [all, setAll] = useState(false);
  if (notices.length === 0) {
    return null;
  }
  const messages = byMessage(notices);
  const shown = all ? messages : messages.slice(0, SHOWN_AT_FIRST);
  return (
    <div>
      <ul
        className={classes.list}
        aria-label={t('page.data.collectors.notices')}
      >
        {shown.map(([message, entityRefs]) => (
          <li key={message}>
            {entityRefs.length > 0 && (
              <>
                <EntityLinks
                  entityRefs={entityRefs}
                  total={entityRefs.length}
                />
                {': '}
              </>
            )}
            {message}
          </li>
        ))}
      </ul>
      {messages.length > SHOWN_AT_FIRST && (
        <TextButton expanded={all} onClick={() => setAll(value => !value)}>
          {all
            ? t('page.data.collectors.fewerNotices')
            : t('page.data.collectors.allNotices', {
                count: messages.length,
              })}
        </TextButton>
      )}
    </div>
  );
}

/** A token that a host refuses says the same of a thousand entities. */
function byMessage(
  notices: CollectorNoticesProps['notices'],
): [message: string, entityRefs: string[]][] {
  const messages = new Map<string, string[]>();
  for (const { entityRef, message } of notices) {
    messages.set(message, [
      ...(messages.get(message) ?? []),
      ...(entityRef ? [entityRef] : []),
    ]);
  }
  return [...messages];
}
