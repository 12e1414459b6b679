// SPDX-License-Identifier: Apache-2.0
import { Link } from '@backstage/core-components';
import Breadcrumbs from '@material-ui/core/Breadcrumbs';
import Typography from '@material-ui/core/Typography';
import { entityTitle } from '../../format';
import { useMaturityTranslation } from '../../hooks';
import { scopeAsFilter } from '../../hooks/scopeAsFilter';
import { PageUrl } from '../../hooks/usePageUrl';

/** @internal */
export interface ScopeTrailProps {
  url: PageUrl;
  /** Title of the scope, once it is known. */
  title?: string;
}

/** Which part of the organization is looked at, the way back, and the way to its entities. @internal */
export function ScopeTrail(props: ScopeTrailProps) {
  const { url, title } = props;
  const { t } = useMaturityTranslation();
  const scope = url.get('scope');
  if (!scope) {
    return null;
  }
  const name = title ?? entityTitle(scope);
  return (
    <Breadcrumbs aria-label={t('page.rollout.scopeLabel')}>
      <Link to={url.href('', { scope: undefined, open: undefined })}>
        {t('page.rollout.everything')}
      </Link>
      <Typography color="textPrimary" aria-current="page">
        {name}
      </Typography>
      <Link
        to={url.href('scorecards', {
          open: undefined,
          ...scopeAsFilter(url, scope),
        })}
      >
        {t('page.rollout.scopeEntities', { title: name })}
      </Link>
    </Breadcrumbs>
  );
}
