// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation, useModel } from '../../hooks';
import { DataTable } from '../DataTable';
import { StripMark, StripPlot } from '../StripPlot';
import { TextButton } from '../TextButton';

const useStyles = makeStyles(
  theme => ({
    heading: {
      alignItems: 'center',
      color: theme.palette.text.secondary,
      display: 'flex',
      flexWrap: 'wrap',
      fontSize: theme.typography.pxToRem(11),
      gap: theme.spacing(1),
      marginBottom: theme.spacing(0.5),
    },
    title: {
      fontSize: 'inherit',
      fontWeight: 600,
      margin: 0,
    },
    space: { flex: 1 },
  }),
  { name: 'MaturityCheckSamples' },
);

/** @internal */
export interface CheckSamplesProps {
  check: ScorecardView['dimensions'][number]['checks'][number];
}

/** The single samples behind a number: as dots, or as a table. @internal */
export function CheckSamples(props: CheckSamplesProps) {
  const { check } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const { levelName } = useModel();
  const format = useFormat();
  const [asTable, setAsTable] = useState(false);

  const samples = check.samples ?? [];
  const { targetThreshold } = check;
  const isWorse = (sample: number) =>
    targetThreshold !== undefined &&
    (check.better === 'lower'
      ? sample > targetThreshold
      : sample < targetThreshold);
  const marks: StripMark[] = check.thresholds.flatMap((threshold, index) =>
    threshold === null
      ? []
      : [
          {
            value: threshold,
            label: `${levelName(index + 1)} ${format.measure(
              threshold,
              check.unit,
            )}`,
            strong: index + 1 === check.target,
          },
        ],
  );
  const value = (sample: number) => format.beside(sample, check);
  const common = {
    count: String(samples.length),
    low: value(samples[0]),
    high: value(samples[samples.length - 1]),
    median: value(samples[Math.floor(samples.length / 2)]),
  };
  const label =
    targetThreshold === undefined
      ? t('entity.check.samplesLabelPlain', common)
      : t('entity.check.samplesLabel', {
          ...common,
          worse: String(samples.filter(isWorse).length),
          target: value(targetThreshold),
        });

  return (
    <section>
      <div className={classes.heading}>
        <h4 className={classes.title}>{t('entity.check.samples')}</h4>
        {check.n !== undefined && check.n > samples.length && (
          <span>
            {t('entity.check.samplesOf', {
              shown: String(samples.length),
              n: format.number(check.n),
            })}
          </span>
        )}
        <span className={classes.space} />
        <TextButton onClick={() => setAsTable(!asTable)}>
          {asTable ? t('common.showAsChart') : t('common.showAsTable')}
        </TextButton>
      </div>
      {asTable ? (
        <DataTable
          caption={label}
          columns={[
            { id: 'rank', title: '#' },
            {
              id: 'value',
              title: t('entity.check.sampleColumn'),
              numeric: true,
            },
          ]}
          rows={samples.map((sample, index) => ({
            id: String(index),
            cells: [index + 1, value(sample)],
          }))}
        />
      ) : (
        <StripPlot
          samples={samples}
          marks={marks}
          logarithmic={check.unit === 'hours' || check.unit === 'days'}
          isWorse={isWorse}
          label={label}
        />
      )}
    </section>
  );
}
