// SPDX-License-Identifier: Apache-2.0
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { SourcesAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { EntityLinks } from './EntityLinks';

const useStyles = makeStyles(
  theme => ({
    list: {
      fontSize: theme.typography.pxToRem(13),
      margin: 0,
      paddingLeft: theme.spacing(2.5),
    },
  }),
  { name: 'MaturityCollectorRecognition' },
);

/** @internal */
export interface CollectorRecognitionProps {
  recognition: NonNullable<SourcesAnswer['collectors'][number]['recognition']>;
}

/** What a collector takes for a deployment, by the rules of its configuration, and of which entities. @internal */
export function CollectorRecognition(props: CollectorRecognitionProps) {
  const { recognition } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const title = t('page.data.collectors.recognition');
  if (recognition.length === 0) {
    return null;
  }
  return (
    <div>
      <Typography variant="caption" color="textSecondary" component="p">
        {title}
      </Typography>
      <ul className={classes.list} aria-label={title}>
        {recognition.map(({ recognizes, entities, entityRefs }) => (
          <li key={recognizes}>
            {t('page.data.collectors.recognized', {
              count: entities,
              total: format.number(entities),
              recognizes,
            })}{' '}
            <EntityLinks entityRefs={entityRefs} total={entities} />
          </li>
        ))}
      </ul>
    </div>
  );
}
