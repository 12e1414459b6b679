// SPDX-License-Identifier: Apache-2.0
import { Component, ReactNode } from 'react';
import Card from '@material-ui/core/Card';
import { makeStyles } from '@material-ui/core/styles';
import { toError } from '@backstage/errors';
import { useMaturityTranslation } from '../../hooks';
import { ErrorState } from '../ErrorState';

const useStyles = makeStyles(
  theme => ({ card: { padding: theme.spacing(2) } }),
  { name: 'MaturityPanelBoundary' },
);

/** @internal */
export interface PanelBoundaryProps {
  children: ReactNode;
  /** True where the card itself is inside and would be gone, too. */
  framed?: boolean;
  /** What is drawn anew when this changes, as with new data, gets another chance. */
  resetKey?: string;
}

interface PanelBoundaryState {
  error?: Error;
  failedWith?: string;
}

/** One bad value costs one panel: what cannot be drawn says so in its place. @internal */
export class PanelBoundary extends Component<
  PanelBoundaryProps,
  PanelBoundaryState
> {
  static getDerivedStateFromError(error: unknown): PanelBoundaryState {
    return { error: toError(error) };
  }

  static getDerivedStateFromProps(
    { resetKey }: PanelBoundaryProps,
    { error, failedWith }: PanelBoundaryState,
  ): PanelBoundaryState {
    return failedWith === resetKey
      ? { error, failedWith }
      : { error: undefined, failedWith: resetKey };
  }

  state: PanelBoundaryState = {};

  render() {
    const { children, framed } = this.props;
    const { error } = this.state;
    return error ? (
      <BrokenPanel
        error={error}
        framed={framed}
        retry={() => this.setState({ error: undefined })}
      />
    ) : (
      children
    );
  }
}

function BrokenPanel(props: {
  error: Error;
  framed?: boolean;
  retry: () => void;
}) {
  const { error, framed, retry } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const state = (
    <ErrorState
      error={error}
      title={t('error.panel.title')}
      advice={t('error.panel.advice')}
      retry={retry}
    />
  );
  return framed ? <Card className={classes.card}>{state}</Card> : state;
}
