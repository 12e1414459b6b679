// SPDX-License-Identifier: Apache-2.0
import { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Entity } from '@backstage/catalog-model';
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { readable } from '../../theme';
import { CopyLine } from '../CopyLine';
import { Panel } from '../Panel';
import { ReachNotice } from '../SourceReach';
import {
  annotationExamples,
  deploymentExamples,
  foundNoDeployments,
  hasSourceAnnotation,
  lacksDeployments,
} from './howToConnect';
import { whoCanFix } from './whoCanFix';

/** What the backend calls the absence of any. */
const NO_SOURCE = 'none';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'grid', gap: theme.spacing(1.5) },
    examples: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))',
    },
    example: {
      alignContent: 'start',
      display: 'grid',
      gap: theme.spacing(0.5),
      gridTemplateColumns: 'minmax(0, 1fr)',
    },
    source: {
      borderLeft: `3px solid ${theme.palette.divider}`,
      display: 'grid',
      gap: theme.spacing(0.25),
      paddingLeft: theme.spacing(1.5),
    },
    broken: { borderLeftColor: theme.palette.error.main },
    title: { fontWeight: 600 },
    brokenTitle: { color: readable(theme, theme.palette.error.main) },
    message: { overflowWrap: 'anywhere' },
  }),
  { name: 'MaturitySourceNotices' },
);

/** @internal */
export interface SourceNoticesProps {
  entity: Entity;
  scorecard: ScorecardView;
}

/** What keeps data from arriving, what brings it, and what the sources can tell. @internal */
export function SourceNotices(props: SourceNoticesProps) {
  const { entity, scorecard } = props;
  const trouble = scorecard.sources.filter(
    ({ state }) => state === 'error' || state === 'stale',
  );
  // All was read, and yet the repository has moved, is archived or is empty.
  const remarks = scorecard.sources.filter(
    ({ state, message }) => state === 'ok' && message,
  );
  const unconnected = scorecard.coverage === 0 && !hasSourceAnnotation(entity);
  return (
    <>
      {trouble.length > 0 && (
        <Panel>
          <SourceTrouble sources={trouble} />
        </Panel>
      )}
      {remarks.length > 0 && (
        <Panel>
          <SourceWords sources={remarks} />
        </Panel>
      )}
      {unconnected && <NoAnnotation entity={entity} />}
      {!unconnected && <DeploymentNotice {...props} />}
      <ReachNotice sources={scorecard.sources} />
    </>
  );
}

function DeploymentNotice(props: SourceNoticesProps) {
  const { entity, scorecard } = props;
  const { t } = useMaturityTranslation();
  const { sources } = scorecard;
  const lacking = sources.filter(
    ({ id, state, message }) =>
      state === 'not-connected' && id !== NO_SOURCE && message,
  );
  const isLacking = lacksDeployments(scorecard);
  if (isLacking && lacking.length > 0) {
    // There is nothing to recognize before that is there.
    return (
      <Panel title={t('entity.noDeployments.title')}>
        <SourceWords sources={lacking} />
      </Panel>
    );
  }
  if (isLacking) {
    return (
      <NoDeployments
        title={t('entity.noDeployments.title')}
        entity={entity}
        sources={sources}
      />
    );
  }
  const isRead = sources.some(({ recognizes }) => recognizes);
  return isRead && foundNoDeployments(scorecard) ? (
    <NoDeployments
      title={t('page.data.collectors.recognition')}
      entity={entity}
      sources={sources}
    />
  ) : null;
}

function SourceTrouble(props: { sources: ScorecardView['sources'] }) {
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  return (
    <div className={classes.root}>
      {props.sources.map(source => {
        const broken = source.state === 'error';
        const { title } = source;
        return (
          <div
            key={source.id}
            role={broken ? 'alert' : 'status'}
            className={`${classes.source} ${broken ? classes.broken : ''}`}
          >
            <Typography
              variant="body2"
              className={`${classes.title} ${
                broken ? classes.brokenTitle : ''
              }`}
            >
              {broken
                ? t('entity.source.error', { title })
                : t('entity.source.stale', { title })}
            </Typography>
            {source.message && (
              <Typography variant="body2" className={classes.message}>
                {source.message}
              </Typography>
            )}
            <Typography variant="body2" color="textSecondary">
              {[
                source.newest &&
                  t('entity.source.newest', {
                    when: format.relative(source.newest),
                  }),
                source.retryAt &&
                  t('entity.source.retry', {
                    when: format.relative(source.retryAt),
                  }),
                source.newest && t('entity.source.before'),
                t(`entity.source.who.${whoCanFix(source)}`, { title }),
              ]
                .filter(Boolean)
                .join(' ')}
            </Typography>
          </div>
        );
      })}
    </div>
  );
}

function NoAnnotation(props: { entity: Entity }) {
  const { t } = useMaturityTranslation();
  const examples = annotationExamples(props.entity);
  return (
    <Panel title={t('entity.annotation.title')}>
      <Examples hint={t('entity.annotation.hint')}>
        {examples.map(({ id, lines }) => {
          const place = t(`entity.annotation.${id}`);
          return (
            <Example key={id} title={place}>
              <CopyLine
                text={lines}
                label={t('entity.annotation.copy', { place })}
              />
            </Example>
          );
        })}
      </Examples>
    </Panel>
  );
}

/** What sources say of the entity, each in its own words. */
function SourceWords(props: { sources: ScorecardView['sources'] }) {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      {props.sources.map(({ id, title, message }) => (
        <div key={id} className={classes.source}>
          <Typography variant="body2" className={classes.title}>
            {title}
          </Typography>
          <Typography variant="body2" className={classes.message}>
            {message}
          </Typography>
        </div>
      ))}
    </div>
  );
}

function NoDeployments(props: {
  title: string;
  entity: Entity;
  sources: ScorecardView['sources'];
}) {
  const { t } = useMaturityTranslation();
  return (
    <Panel title={props.title}>
      {props.sources.map(
        ({ id, title, recognizes }) =>
          recognizes && (
            <Typography key={id} variant="body2" gutterBottom>
              {title} · {t('page.data.collectors.recognition')}: {recognizes}
            </Typography>
          ),
      )}
      <Examples hint={t('entity.noDeployments.hint')}>
        {deploymentExamples(props.entity).map(({ id, lines }) => {
          const way = t(`entity.noDeployments.${id}`);
          return (
            <Example key={id} title={way}>
              <CopyLine
                text={lines}
                label={t('entity.noDeployments.copy', { way })}
              />
            </Example>
          );
        })}
      </Examples>
    </Panel>
  );
}

function Examples(props: { hint: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <Typography variant="body2" color="textSecondary">
        {props.hint}
      </Typography>
      <div className={classes.examples}>{props.children}</div>
    </div>
  );
}

function Example(props: { title: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <div className={classes.example}>
      <Typography variant="body2">{props.title}</Typography>
      {props.children}
    </div>
  );
}
