// SPDX-License-Identifier: Apache-2.0

const QUIET_INTERVAL = 20_000;

export function seconds(since) {
  return `${Math.max(1, Math.round((Date.now() - since) / 1000))} s`;
}

/**
 * One line per step: rewritten in place on a terminal, repeated every
 * twenty seconds elsewhere, so that nobody looks at a silent screen.
 */
export function step(label) {
  const started = Date.now();
  const terminal = process.stdout.isTTY;
  let detail = '';
  const draw = () => {
    const text = `${label} … ${detail ? `${detail}, ` : ''}${seconds(started)}`;
    if (terminal) {
      const width = (process.stdout.columns ?? 80) - 1;
      process.stdout.write(`\r\u001b[2K${text.slice(0, width)}`);
    } else {
      console.log(text);
    }
  };
  if (terminal) {
    draw();
  } else {
    console.log(`${label} …`);
  }
  const timer = setInterval(draw, terminal ? 1000 : QUIET_INTERVAL);
  const end = text => {
    clearInterval(timer);
    console.log(`${terminal ? '\r\u001b[2K' : ''}${label} ${text}`);
  };
  return {
    detail(text) {
      detail = text;
    },
    /** Takes the unfinished line away so that something else can be printed. */
    clear() {
      if (terminal) process.stdout.write('\r\u001b[2K');
    },
    done(text) {
      end(text ?? `done in ${seconds(started)}`);
    },
    failed() {
      end(`failed after ${seconds(started)}`);
    },
    stop() {
      clearInterval(timer);
      if (terminal) process.stdout.write('\r\u001b[2K');
    },
  };
}
