// SPDX-License-Identifier: Apache-2.0
import { useEffect } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import PrintIcon from '@material-ui/icons/Print';
import { useLocation } from 'react-router-dom';
import {
  ModelAnswer,
  ScorecardModel,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityTranslation, useModel } from '../../hooks';
import { CardSkeleton } from '../CardSkeleton';
import { EmptyState } from '../EmptyState';
import { ErrorState } from '../ErrorState';
import { Panel } from '../MaturityPage/Panel';
import { DimensionSection } from './DimensionSection';
import { GoldenPaths } from './GoldenPaths';
import { ModelContents } from './ModelContents';
import { ModelFrame } from './ModelFrame';

const useStyles = makeStyles(
  theme => ({
    layout: {
      alignItems: 'start',
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: '220px minmax(0, 1fr)',
      [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
      '@media print': { display: 'block' },
    },
    sections: {
      display: 'grid',
      gap: theme.spacing(2),
      minWidth: 0,
      '@media print': { display: 'block' },
    },
    head: {
      alignItems: 'center',
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1, 2),
      justifyContent: 'space-between',
      marginBottom: theme.spacing(2),
    },
    print: { '@media print': { display: 'none' } },
  }),
  { name: 'MaturityModel' },
);

/** The rubric itself, as configured: what is measured, how it is graded, and how to get better. @internal */
export function Model() {
  const { model, error, loading, retry } = useModel();
  const { t } = useMaturityTranslation();
  if (loading) {
    return (
      <Panel title={t('page.model.label')}>
        <CardSkeleton lines={14} />
      </Panel>
    );
  }
  if (error || !model) {
    return error ? (
      <Panel title={t('page.model.label')}>
        <ErrorState error={error} retry={retry} />
      </Panel>
    ) : null;
  }
  return <ModelContent answer={model} />;
}

function ModelContent(props: { answer: ModelAnswer }) {
  const { answer } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const model = answer.model as ScorecardModel;
  const { hash } = useLocation();

  // The anchor's target did not exist yet when the browser looked for it.
  useEffect(() => {
    if (hash) {
      const target = document.getElementById(decodeURIComponent(hash.slice(1)));
      target?.scrollIntoView?.({ block: 'start' });
    }
  }, [hash]);

  if (!model?.dimensions?.length) {
    return (
      <Panel title={t('page.model.label')}>
        <EmptyState title={t('page.model.empty')}>
          {t('page.model.emptyBody')}
        </EmptyState>
      </Panel>
    );
  }
  const totalWeight = model.dimensions.reduce(
    (sum, { weight }) => sum + weight,
    0,
  );
  return (
    <>
      <div className={classes.head}>
        <Typography variant="body2">
          {t('page.model.intro')}{' '}
          {t('page.model.version', { version: answer.version })}
        </Typography>
        <Button
          size="small"
          className={classes.print}
          startIcon={<PrintIcon />}
          onClick={() => window.print()}
        >
          {t('page.model.print')}
        </Button>
      </div>
      <div className={classes.layout}>
        <ModelContents model={model} />
        <div className={classes.sections}>
          <ModelFrame model={model} />
          {model.dimensions.map(dimension => (
            <DimensionSection
              key={dimension.id}
              dimension={dimension}
              share={dimension.weight / totalWeight}
              levels={model.levels}
              measures={answer.measures}
            />
          ))}
          <GoldenPaths templates={answer.templates} />
        </div>
      </div>
    </>
  );
}
