// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useRef, useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { EvaluationView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { maturityApiRef } from '../api';

const ASK_EVERY = 1000;

/** Starts an evaluation of everything and follows it until it ends. @internal */
export function useEvaluation(onDone?: () => void) {
  const api = useApi(maturityApiRef);
  const [evaluation, setEvaluation] = useState<EvaluationView>();
  const [error, setError] = useState<Error>();
  const done = useRef(onDone);
  done.current = onDone;
  const running =
    evaluation?.state === 'queued' || evaluation?.state === 'running';

  useEffect(() => {
    if (!running || !evaluation) {
      return undefined;
    }
    let current = true;
    const timer = setTimeout(() => {
      api.getEvaluation(evaluation.id).then(
        next => {
          if (current) {
            setEvaluation(next);
            if (next.state === 'done' || next.state === 'failed') {
              done.current?.();
            }
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
  }, [api, evaluation, running]);

  const start = useCallback(() => {
    setError(undefined);
    api.evaluate({}).then(setEvaluation, cause => setError(toError(cause)));
  }, [api]);

  return { evaluation, running, error, start };
}
