// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { EvidenceTable } from '../EvidenceTable';
import { TextButton } from '../TextButton';
import { AllEvidence } from './AllEvidence';

const useStyles = makeStyles(
  theme => ({
    heading: {
      alignItems: 'center',
      color: theme.palette.text.secondary,
      display: 'flex',
      fontSize: theme.typography.pxToRem(11),
      justifyContent: 'space-between',
    },
    title: { fontSize: 'inherit', fontWeight: 600, margin: 0 },
  }),
  { name: 'MaturityCheckEvidence' },
);

/** @internal */
export interface CheckEvidenceProps {
  entityRef: string;
  asOf: string;
  check: ScorecardView['dimensions'][number]['checks'][number];
}

/** The worst evidence of a check, and all of it on request. @internal */
export function CheckEvidence(props: CheckEvidenceProps) {
  const { entityRef, asOf, check } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);

  if (check.value === undefined) {
    return null;
  }
  // What counts well is listed on request only: a scorecard keeps what is wrong.
  const isCounted = check.outcome !== 'below' && Boolean(check.n);
  return (
    <section>
      <div className={classes.heading}>
        <h4 className={classes.title}>
          {all ? t('entity.check.evidenceAll') : t('entity.check.evidence')}
        </h4>
        {(check.evidence.length > 0 || isCounted) && (
          <TextButton onClick={() => setAll(!all)} expanded={all}>
            {all ? t('entity.check.showLess') : t('entity.check.showAll')}
          </TextButton>
        )}
      </div>
      {all ? (
        <AllEvidence key={asOf} entityRef={entityRef} check={check} />
      ) : (
        <EvidenceTable
          items={check.evidence}
          caption={t('entity.check.evidence')}
          none={t(
            check.outcome === 'met'
              ? 'entity.check.evidenceNothingAgainst'
              : 'entity.check.evidenceNone',
          )}
          formatValue={value => format.beside(value, check)}
        />
      )}
    </section>
  );
}
