// SPDX-License-Identifier: Apache-2.0
import { SingleBar } from 'cli-progress';

/** Shows how far a step is: a bar on a terminal, one line at the end elsewhere. */
export interface Progress {
  advance(done: number, total?: number): void;
  end(): void;
}

export function showProgress(label: string, total: number): Progress {
  if (!process.stderr.isTTY) {
    return plainProgress(label, total);
  }
  const bar = new SingleBar({
    format: `${label.padEnd(22)} {bar} {value}/{total}  {duration_formatted}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
  });
  bar.start(total, 0);
  return {
    advance(done, newTotal) {
      if (newTotal !== undefined) {
        bar.setTotal(newTotal);
      }
      bar.update(done);
    },
    end: () => bar.stop(),
  };
}

function plainProgress(label: string, firstTotal: number): Progress {
  let done = 0;
  let total = firstTotal;
  return {
    advance(newDone, newTotal) {
      done = newDone;
      total = newTotal ?? total;
    },
    end: () => console.error(`${label}: ${done} of ${total}`),
  };
}
