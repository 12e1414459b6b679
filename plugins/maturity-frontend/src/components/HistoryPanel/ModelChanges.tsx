// SPDX-License-Identifier: Apache-2.0
import Typography from '@material-ui/core/Typography';
import {
  HistoryAnswer,
  MODEL_CHANGES,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';

const TYPES: readonly string[] = MODEL_CHANGES;

/** @internal */
export interface ModelChangesProps {
  marks: HistoryAnswer['marks'];
}

/** On which days scores began to come about differently, and what is different since. @internal */
export function ModelChanges({ marks }: ModelChangesProps) {
  const { t } = useMaturityTranslation();
  const format = useFormat();
  return (
    <>
      {marks
        .filter(({ type }) => TYPES.includes(type))
        .map(({ at, type, label }) => (
          <Typography key={`${at} ${type}`} variant="body2" gutterBottom>
            {t('entity.history.modelChange', { day: format.date(at), label })}
          </Typography>
        ))}
    </>
  );
}
