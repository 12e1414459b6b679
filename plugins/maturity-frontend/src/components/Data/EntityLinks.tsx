// SPDX-License-Identifier: Apache-2.0
import { Fragment } from 'react';
import { Link } from '@backstage/core-components';
import { entityTitle } from '../../format';
import {
  useFormat,
  useMaturityPath,
  useMaturityTranslation,
} from '../../hooks';

const SHOWN = 5;

/** @internal */
export interface EntityLinksProps {
  /** Not necessarily all of them. */
  entityRefs: string[];
  /** How many there are. */
  total: number;
}

/** A few entities by name, and how many others there are. @internal */
export function EntityLinks(props: EntityLinksProps) {
  const { entityRefs, total } = props;
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const maturityPath = useMaturityPath();
  const shown = entityRefs.slice(0, SHOWN);
  const more = total - shown.length;
  return (
    <>
      {shown.map((entityRef, index) => (
        <Fragment key={entityRef}>
          {index > 0 && ', '}
          <Link underline="always" to={maturityPath(entityRef)}>
            {entityTitle(entityRef)}
          </Link>
        </Fragment>
      ))}
      {more > 0 &&
        ` ${t('page.data.collectors.moreEntities', {
          total: format.number(more),
        })}`}
    </>
  );
}
