// SPDX-License-Identifier: Apache-2.0
import { useCallback, useState } from 'react';
import { toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  BulkTasksAnswer,
  PatchTaskBody,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { maturityApiRef } from '../api';

/** Changes several tasks at once and keeps what became of it. @internal */
export function useBulkChange(onDone: () => void) {
  const api = useApi(maturityApiRef);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<BulkTasksAnswer>();
  const [error, setError] = useState<Error>();
  const change = useCallback(
    async (ids: string[], body: PatchTaskBody) => {
      setBusy(true);
      setAnswer(undefined);
      setError(undefined);
      try {
        setAnswer(await api.patchTasks(ids, body));
        onDone();
      } catch (cause) {
        setError(toError(cause));
      } finally {
        setBusy(false);
      }
    },
    [api, onDone],
  );
  return { busy, answer, error, change };
}
