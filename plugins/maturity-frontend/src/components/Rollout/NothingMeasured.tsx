// SPDX-License-Identifier: Apache-2.0
import Card from '@material-ui/core/Card';
import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { useMaturityTranslation } from '../../hooks';
import { PageUrl } from '../../hooks/usePageUrl';
import { CopyLine } from '../CopyLine';
import { EmptyState } from '../EmptyState';

const ANNOTATION = [
  'metadata:',
  '  annotations:',
  '    github.com/project-slug: my-organization/my-service',
].join('\n');

const useStyles = makeStyles(
  theme => ({ card: { padding: theme.spacing(1, 2, 2) } }),
  { name: 'MaturityNothingMeasured' },
);

/** @internal */
export interface NothingMeasuredProps {
  entities: number;
  url: PageUrl;
}

/** Entities are there and data is not: no figure may be drawn from that. @internal */
export function NothingMeasured(props: NothingMeasuredProps) {
  const { entities, url } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  return (
    <Card className={classes.card}>
      <EmptyState
        title={t('page.rollout.empty.unmeasured', { count: entities })}
        action={
          <Link to={url.href('data', { scope: undefined })}>
            {t('page.rollout.empty.unmeasuredData')}
          </Link>
        }
      >
        {t('page.rollout.empty.unmeasuredBody')}
        <CopyLine text={ANNOTATION} label={t('common.copy')} />
      </EmptyState>
    </Card>
  );
}
