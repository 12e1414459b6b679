// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  EvidenceAnswer,
  ScorecardView,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { maturityApiRef } from '../../api';
import { useAsyncData, useFormat, useMaturityTranslation } from '../../hooks';
import { CardSkeleton } from '../CardSkeleton';
import { ErrorState } from '../ErrorState';
import { EvidenceTable } from '../EvidenceTable';

const PAGE_SIZE = 25;

const useStyles = makeStyles(
  theme => ({
    footer: {
      alignItems: 'center',
      color: theme.palette.text.secondary,
      display: 'flex',
      fontSize: theme.typography.pxToRem(12),
      gap: theme.spacing(1.5),
      marginTop: theme.spacing(1),
    },
  }),
  { name: 'MaturityAllEvidence' },
);

/** @internal */
export interface AllEvidenceProps {
  entityRef: string;
  check: ScorecardView['dimensions'][number]['checks'][number];
}

/** Everything behind a check, page by page, worst first. @internal */
export function AllEvidence(props: AllEvidenceProps) {
  const { entityRef, check } = props;
  const classes = useStyles();
  const api = useApi(maturityApiRef);
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const [earlier, setEarlier] = useState<EvidenceAnswer['items']>([]);
  const [cursor, setCursor] = useState<string>();
  const { value, error, loading, refreshing, retry } = useAsyncData(
    `${entityRef} ${check.checkId} ${cursor ?? ''}`,
    () =>
      api.getEvidence(entityRef, check.checkId, { limit: PAGE_SIZE, cursor }),
  );

  if (loading) {
    return <CardSkeleton lines={5} />;
  }
  // While the next page is on its way, `value` is still the page before.
  const items = refreshing ? earlier : [...earlier, ...(value?.items ?? [])];
  return (
    <>
      <EvidenceTable
        items={items}
        caption={t('entity.check.evidenceAll')}
        none={t('entity.check.evidenceNone')}
        formatValue={number => format.beside(number, check)}
      />
      {error && <ErrorState error={error} retry={retry} />}
      {value && (
        <div className={classes.footer}>
          <span role="status">
            {t('entity.check.evidenceOf', {
              shown: String(items.length),
              total: format.number(value.totalItems),
            })}
          </span>
          {value.nextCursor && (
            <Button
              size="small"
              variant="outlined"
              disabled={refreshing}
              onClick={() => {
                setEarlier(items);
                setCursor(value.nextCursor);
              }}
            >
              {t('common.showMore')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
