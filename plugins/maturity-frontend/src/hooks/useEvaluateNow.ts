// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { EvaluationView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { maturityApiRef } from '../api';

const ASK_EVERY = 700;

/**
 * Evaluates one entity at once and follows it until it ends.
 *
 * @param onDone - called when the new result can be read
 * @internal
 */
export function useEvaluateNow(entityRef: string, onDone: () => void) {
  const api = useApi(maturityApiRef);
  const [starting, setStarting] = useState(false);
  const [evaluation, setEvaluation] = useState<EvaluationView>();
  const [error, setError] = useState<Error>();
  const unfinished =
    evaluation?.state === 'queued' || evaluation?.state === 'running';

  useEffect(() => {
    if (!unfinished || !evaluation) {
      return undefined;
    }
    let current = true;
    const timer = setTimeout(() => {
      api.getEvaluation(evaluation.id).then(
        next => {
          if (!current) {
            return;
          }
          setEvaluation(next);
          if (next.state === 'done') {
            onDone();
          }
          if (next.state === 'failed') {
            setError(new Error(next.message ?? ''));
          }
        },
        cause => {
          if (current) {
            setError(toError(cause));
            setEvaluation(undefined);
          }
        },
      );
    }, ASK_EVERY);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [api, evaluation, unfinished, onDone]);

  const start = useCallback(() => {
    setError(undefined);
    setStarting(true);
    api
      .evaluate({ entityRefs: [entityRef] })
      .then(
        next => {
          setEvaluation(next);
          if (next.state === 'done') {
            onDone();
          }
        },
        cause => setError(toError(cause)),
      )
      .finally(() => setStarting(false));
  }, [api, entityRef, onDone]);

  return { evaluation, running: starting || unfinished, error, start };
}
