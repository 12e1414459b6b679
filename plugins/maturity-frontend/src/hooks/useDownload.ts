// SPDX-License-Identifier: Apache-2.0
import { useCallback, useState } from 'react';
import { toError } from '@backstage/errors';

/** Makes text, and hands it to the browser as a file. @internal */
export function useDownload(load: () => Promise<string>, fileName: string) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const start = useCallback(async () => {
    setBusy(true);
    setError(undefined);
    try {
      saveAs(await load(), fileName);
    } catch (cause) {
      setError(toError(cause));
    } finally {
      setBusy(false);
    }
  }, [load, fileName]);
  return { busy, error, start };
}

function saveAs(text: string, fileName: string): void {
  const address = URL.createObjectURL(
    new Blob([text], { type: 'text/csv;charset=utf-8' }),
  );
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = fileName;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  URL.revokeObjectURL(address);
}
