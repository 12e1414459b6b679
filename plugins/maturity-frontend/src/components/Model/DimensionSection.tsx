// SPDX-License-Identifier: Apache-2.0
import Typography from '@material-ui/core/Typography';
import {
  ModelAnswer,
  ModelDimension,
  ModelLevel,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { Panel } from '../MaturityPage/Panel';
import { CheckSection } from './CheckSection';

/** @internal */
export interface DimensionSectionProps {
  dimension: ModelDimension;
  /** Of the overall score, 0..1. */
  share: number;
  levels: ModelLevel[];
  measures: ModelAnswer['measures'];
}

/** One dimension with all its checks. @internal */
export function DimensionSection(props: DimensionSectionProps) {
  const { dimension, share, levels, measures } = props;
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const graded = dimension.checks.filter(check => check.graded);
  const weight = graded.reduce((sum, check) => sum + check.weight, 0);
  return (
    <div id={dimension.id}>
      <Panel
        title={dimension.title}
        hint={t('page.model.weightShare', {
          percent: `${format.number(share * 100)}\u00a0%`,
        })}
      >
        <Typography variant="body1" gutterBottom>
          {dimension.description}
        </Typography>
        {dimension.checks.map(check => (
          <CheckSection
            key={check.id}
            check={check}
            share={
              check.graded && weight > 0 ? check.weight / weight : undefined
            }
            levels={levels}
            measure={measures.find(({ id }) => id === check.measureId)}
          />
        ))}
      </Panel>
    </div>
  );
}
