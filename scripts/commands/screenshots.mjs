// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { findChromium } from '../lib/chromium.mjs';
import { UserError } from '../lib/errors.mjs';
import { installPackages } from '../lib/packages.mjs';
import { fromRoot } from '../lib/paths.mjs';
import { freePort } from '../lib/ports.mjs';
import { capture, onSignal, start, stop } from '../lib/processes.mjs';
import { step } from '../lib/progress.mjs';
import { useToolchain } from '../lib/toolchain.mjs';

const STEPS = 6;
const PATIENCE_MINUTES = 15;
const LARGEST_FILE = 300_000;
/** Services of the example organization. */
const SERVICES = 60;

/** Takes the pictures of the README from a portal started from nothing. */
export async function run() {
  const toolchain = await useToolchain(STEPS);
  await installPackages(`3/${STEPS} Packages`, toolchain);
  const chromium = await findChromium(`4/${STEPS}`);
  const port = await freePort();
  const backendPort = await freePort();
  const data = fromRoot('.data/screenshots');
  const portal = start(
    toolchain.node,
    [
      fromRoot('scripts/start.mjs'),
      '--fresh',
      '--built',
      ...['--port', String(port)],
      ...['--backend-port', String(backendPort)],
      ...['--data', data],
    ],
    { env: toolchain.environment },
  );
  onSignal(() => stop(portal));
  try {
    const progress = step(`5/${STEPS} Portal with its example organization`);
    await untilComplete(portal, data);
    progress.done();
    return await takePictures(toolchain, `http://localhost:${port}`, chromium);
  } finally {
    await stop(portal);
  }
}

async function takePictures(toolchain, address, chromium) {
  const folder = fromRoot('docs/images');
  const progress = step(`6/${STEPS} Pictures`);
  fs.mkdirSync(folder, { recursive: true });
  const { code, output } = await capture(
    toolchain.node,
    [fromRoot('scripts/lib/takePictures.mjs'), address, folder],
    {
      cwd: fromRoot(),
      env: { ...toolchain.environment, CHROMIUM_PATH: chromium },
      onLine: line => progress.detail(line),
    },
  );
  if (code !== 0) {
    progress.failed();
    throw new UserError(`The pictures could not be taken:\n${output}`);
  }
  progress.done();
  for (const name of fs.readdirSync(folder)) {
    const { size } = fs.statSync(path.join(folder, name));
    console.log(`docs/images/${name}  ${Math.round(size / 1000)} kB`);
    if (size > LARGEST_FILE) {
      throw new UserError(`docs/images/${name} is larger than 300 kB.`);
    }
  }
  return 0;
}

/** The past of the example organization comes in while the portal already answers. */
async function untilComplete(portal, data) {
  const connection = path.join(data, 'connection.json');
  const deadline = Date.now() + PATIENCE_MINUTES * 60_000;
  let output = '';
  let ended = false;
  for (const stream of [portal.stdout, portal.stderr]) {
    stream.setEncoding('utf8').on('data', chunk => {
      output = (output + chunk).slice(-20_000);
    });
  }
  portal.ended.then(() => {
    ended = true;
  });
  while (Date.now() < deadline) {
    if (ended) throw new UserError(`The portal did not start.\n${output}`);
    if (fs.existsSync(connection) && (await isComplete(connection))) return;
    await new Promise(resolve => setTimeout(resolve, 2_000));
  }
  throw new UserError(
    `The example organization was not complete after ${PATIENCE_MINUTES} minutes; the logs in '${data}' say why.`,
  );
}

async function isComplete(connection) {
  const { baseUrl, token } = JSON.parse(fs.readFileSync(connection, 'utf8'));
  const ask = async address => {
    const response = await fetch(`${baseUrl}/api/${address}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return response.ok ? response.json() : undefined;
  };
  try {
    // Renamed and removed in the catalog as the last step of its past.
    const service = 'catalog/entities/by-name/component/default';
    const renamed = await ask(`${service}/basket-service`);
    const removed = await ask(`${service}/fax-gateway`);
    if (!renamed || removed) return false;
    const { backlog, entities } = await ask('maturity/v1/sources');
    // The removed one is counted until the catalog is looked at again.
    return (
      backlog === 0 &&
      entities.scored === entities.total &&
      entities.total === SERVICES
    );
  } catch {
    // A busy backend is asked again.
    return false;
  }
}
