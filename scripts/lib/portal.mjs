// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { explain, UserError } from './errors.mjs';
import { fromRoot } from './paths.mjs';
import { onSignal, start, stop } from './processes.mjs';
import { seconds, step } from './progress.mjs';
import {
  readSecrets,
  writeConnection,
  writeLegacyConfig,
  writeStartConfig,
} from './settings.mjs';
import { tail } from './toolchain.mjs';

const cli = fromRoot('node_modules/@backstage/cli/bin/backstage-cli');
const builtApp = fromRoot('scripts/builtApp.mjs');
const POLL = 500;
const PATIENCE = 10 * 60_000;
// eslint-disable-next-line no-control-regex
const COLORS = /\u001b\[\d+(;\d+)*m/g;

/** Starts backend and frontend, says when both answer, and stays until they end. */
export async function startPortal(label, toolchain, options) {
  const started = Date.now();
  const secrets = readSecrets(options.data);
  const config = [
    fromRoot('app-config.yaml'),
    writeStartConfig(options.data, options),
    ...options.config,
  ];
  const parts = describeParts(options, config);
  const progress = step(label);
  const environment = {
    ...toolchain.environment,
    NODE_ENV: 'development',
    DELIVERY_MATURITY_INGEST_TOKEN: secrets.ingestToken,
  };
  for (const part of parts) {
    run(part, toolchain.node, environment, options, progress);
  }
  onSignal(async () => {
    progress.stop();
    console.log('\nStopping the portal …');
    await stopAll(parts);
  });

  try {
    await allReady(parts, progress);
  } catch (error) {
    progress.stop();
    await stopAll(parts);
    throw error;
  }
  writeConnection(options.data, options, secrets);
  progress.done(`ready in ${seconds(started)}`);
  console.log(welcome(options));

  const first = await Promise.race(parts.map(part => part.ended));
  await stopAll(parts);
  throw new UserError(
    `The ${first.name} ended unexpectedly. Its last lines (all of them: '${
      first.log
    }'):\n${first.tail()}`,
  );
}

function describeParts(options, config) {
  const parts = [
    {
      name: 'backend',
      folder: fromRoot('packages/backend'),
      url: `http://localhost:${options.backendPort}/.backstage/health/v1/readiness`,
      config,
    },
    {
      name: 'frontend',
      folder: fromRoot('packages/app'),
      url: `http://localhost:${options.port}/`,
      port: options.port,
      config,
    },
  ];
  if (options.legacyPort) {
    parts.push({
      name: 'legacy app',
      folder: fromRoot('packages/app-legacy'),
      url: `http://localhost:${options.legacyPort}/`,
      port: options.legacyPort,
      config: [...config, writeLegacyConfig(options.data, options)],
    });
  }
  return parts;
}

function run(part, node, environment, options, progress) {
  const logs = path.join(options.data, 'logs');
  fs.mkdirSync(logs, { recursive: true });
  part.log = path.join(logs, `${part.name.replace(' ', '-')}.log`);
  const file = fs.createWriteStream(part.log);
  let recent = [];
  part.tail = () => tail(recent.filter(line => !STACK.test(line)).join('\n'));
  const args =
    options.built && part.port
      ? [builtApp, part.folder, String(part.port), ...part.config]
      : [
          cli,
          'package',
          'start',
          ...part.config.flatMap(name => ['--config', name]),
        ];
  part.child = start(node, args, { cwd: part.folder, env: environment });
  const take = line => {
    file.write(`${line}\n`);
    recent = [...recent, line].slice(-200);
    part.crashed ||= CRASH.test(line);
    if (options.verbose || isError(line)) {
      progress.clear();
      // The stack of an error is in the log.
      console.log(options.verbose ? line : line.replace(STACK_FIELD, ''));
    }
  };
  for (const stream of [part.child.stdout, part.child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', chunk => {
      const lines = (rest + chunk).split(/\r?\n/);
      rest = lines.pop();
      lines.forEach(take);
    });
    stream.on('end', () => rest && take(rest));
  }
  part.ended = part.child.ended.then(() => part);
}

/**
 * The program that runs the backend waits for a changed file when the backend
 * ends, so only the last words of Node or Backstage tell of it.
 */
const CRASH = /^Node\.js v\d+\.\d+\.\d+$|Backend failed to start up/;

const STACK = /^\s+(at |\.\.\. \d+ lines)/;

// eslint-disable-next-line no-control-regex
const STACK_FIELD = / (?:\u001b\[\d+m)?stack(?:\u001b\[\d+m)?=".*"/;

/** A log line of level error: `<time> <logger> error …`. */
function isError(line) {
  return /^\S+ \S+ error /.test(line.replace(COLORS, ''));
}

async function allReady(parts, progress) {
  const waiting = new Set(parts);
  const deadline = Date.now() + PATIENCE;
  let ended;
  for (const part of parts) {
    part.ended.then(() => {
      ended ??= part;
    });
  }
  while (waiting.size > 0) {
    progress.detail(
      `waiting for ${[...waiting].map(part => part.name).join(' and ')}`,
    );
    for (const part of waiting) {
      if (await answers(part.url)) waiting.delete(part);
    }
    ended ??= [...waiting].find(part => part.crashed);
    if (ended) throw new UserError(failure(ended));
    if (Date.now() > deadline) {
      const [slow] = waiting;
      throw new UserError(
        `The ${
          slow.name
        } did not answer within ten minutes. Its last lines (all of them: '${
          slow.log
        }'):\n${slow.tail()}`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, POLL));
  }
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

function failure(part) {
  const text = part.tail();
  if (/EADDRINUSE/.test(text)) {
    return `A port of the ${part.name} was taken while it started. Stop the other program, or choose other ports: npm start -- --port 3100 --backend-port 7107`;
  }
  const cause = /ENOSPC/.test(text) ? `${explain(text)} ` : '';
  return `The ${part.name} could not start. ${cause}Its last lines (all of them: '${part.log}'):\n${text}`;
}

async function stopAll(parts) {
  await Promise.all(parts.map(part => stop(part.child)));
}

function welcome(options) {
  return [
    '',
    `  The portal is ready: http://localhost:${options.port}`,
    `  Delivery maturity:   http://localhost:${options.port}/maturity`,
    ...(options.legacyPort
      ? [`  Legacy app:          http://localhost:${options.legacyPort}`]
      : []),
    `  API:                 http://localhost:${options.backendPort}/api/maturity/v1`,
    '',
    `  Data and logs are kept in '${
      path.relative(process.cwd(), options.data) || '.'
    }'. Ctrl-C stops the portal.`,
    '',
  ].join('\n');
}
