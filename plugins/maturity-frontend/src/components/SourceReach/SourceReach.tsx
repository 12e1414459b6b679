// SPDX-License-Identifier: Apache-2.0
import Typography from '@material-ui/core/Typography';
import { SourceReachView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';

/** @internal */
export interface SourceReachProps {
  reach: SourceReachView;
}

/** What one source can tell of an entity, since when, and what it cannot. @internal */
export function SourceReach(props: SourceReachProps) {
  const { reach } = props;
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const named = (basis: SourceReachView[number]['basis']) =>
    reach
      .filter(one => one.basis === basis)
      .map(({ kind, since }) => {
        const name = t(`reach.kinds.${kind}`);
        return since
          ? t('reach.since', { kind: name, date: format.date(since) })
          : name;
      });
  const sentences = [
    { id: 'tells' as const, kinds: named('declared') },
    { id: 'proven' as const, kinds: named('proven') },
    { id: 'lacks' as const, kinds: named('none') },
  ];
  return (
    <>
      {sentences
        .filter(({ kinds }) => kinds.length > 0)
        .map(({ id, kinds }) => (
          <Typography key={id} variant="body2">
            {t(`reach.${id}`, { kinds: format.list(kinds) })}
          </Typography>
        ))}
    </>
  );
}
