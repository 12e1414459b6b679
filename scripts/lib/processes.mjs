// SPDX-License-Identifier: Apache-2.0
import childProcess from 'node:child_process';

const GRACE = 15_000;
const windows = process.platform === 'win32';

/**
 * Starts a program in its own process group, so that everything it starts in
 * turn can be ended with it.
 */
export function start(command, args, options = {}) {
  const child = childProcess.spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !windows,
    windowsHide: true,
    ...options,
  });
  child.ended = new Promise(resolve => {
    child.once('error', error => resolve({ code: 1, error }));
    child.once('close', (code, signal) => resolve({ code: code ?? 1, signal }));
  });
  return child;
}

/** Ends a program started with `start` and all that it started. */
export async function stop(child) {
  if (!child?.pid || child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  kill(child, 'SIGTERM');
  const timer = setTimeout(() => kill(child, 'SIGKILL'), GRACE);
  await child.ended;
  clearTimeout(timer);
}

function kill(child, signal) {
  if (windows) {
    childProcess.spawnSync('taskkill', ['/pid', child.pid, '/T', '/F']);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Runs a program to its end and answers its exit code and output. */
export async function capture(command, args, options = {}) {
  const { onLine, ...spawnOptions } = options;
  const child = start(command, args, spawnOptions);
  let output = '';
  let rest = '';
  const take = chunk => {
    output = (output + chunk).slice(-200_000);
    if (!onLine) return;
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop();
    lines.forEach(onLine);
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', take);
  }
  const untrack = onSignal(() => stop(child));
  const { code, error } = await child.ended;
  untrack();
  return { code, output: error ? `${output}\n${error.message}` : output };
}

/**
 * Calls the handler on Ctrl-C and on a request to terminate, then ends this
 * process once every handler is through. Answers a function that withdraws it.
 */
export function onSignal(handler) {
  handlers.add(handler);
  if (!listening) {
    listening = true;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => endAll(signal));
    }
  }
  return () => handlers.delete(handler);
}

const handlers = new Set();
let listening = false;
let ending = false;

async function endAll(signal) {
  if (ending) return;
  ending = true;
  await Promise.allSettled([...handlers].map(handler => handler(signal)));
  process.exit(signal === 'SIGINT' ? 130 : 143);
}
