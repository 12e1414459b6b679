// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { UserError } from '../lib/errors.mjs';
import { installPackages } from '../lib/packages.mjs';
import { fromCaller, fromRoot } from '../lib/paths.mjs';
import { requireFreePort } from '../lib/ports.mjs';
import { startPortal } from '../lib/portal.mjs';
import { claimDataFolder, requireFile } from '../lib/settings.mjs';
import { useToolchain } from '../lib/toolchain.mjs';

const STEPS = 4;

const HELP = `Starts the example portal.

  npm start -- [options]

  --catalog <file>       add a catalog file (may be repeated)
  --config <file>        add a configuration file (may be repeated)
  --no-example           leave the example organization out
  --port <number>        port of the portal (3000)
  --backend-port <number>  port of its backend (7007)
  --data <folder>        where database and secrets are kept (.data)
  --fresh                forget that folder first
  --legacy               also start the app on the previous frontend system, at the next port
  --built                build the apps once instead of following changed files
  --verbose              show everything the portal logs
  --help                 this text
`;

export async function run(args) {
  const options = readOptions(args);
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  await requireFreePort(options.port, 'portal', '--port');
  await requireFreePort(options.backendPort, 'backend', '--backend-port');
  if (options.legacyPort) {
    await requireFreePort(options.legacyPort, 'legacy app', '--port');
  }
  const toolchain = await useToolchain(STEPS);
  claimDataFolder(options.data);
  await installPackages(`3/${STEPS} Packages`, toolchain);
  if (options.fresh) {
    fs.rmSync(options.data, { recursive: true, force: true });
    claimDataFolder(options.data);
  }
  return startPortal(`4/${STEPS} Portal`, toolchain, options);
}

function readOptions(args) {
  const { values } = parse(args);
  const port = readPort('--port', values.port);
  return {
    help: values.help,
    port,
    backendPort: readPort('--backend-port', values['backend-port']),
    legacyPort: values.legacy ? port + 1 : undefined,
    catalog: values.catalog.map(requireFile),
    config: values.config.map(requireFile),
    example: !values['no-example'],
    data: fromCaller(values.data),
    fresh: values.fresh,
    built: values.built,
    verbose: values.verbose,
  };
}

function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        catalog: { type: 'string', multiple: true, default: [] },
        config: { type: 'string', multiple: true, default: [] },
        'no-example': { type: 'boolean', default: false },
        port: { type: 'string', default: '3000' },
        'backend-port': { type: 'string', default: '7007' },
        data: { type: 'string', default: fromRoot('.data') },
        fresh: { type: 'boolean', default: false },
        legacy: { type: 'boolean', default: false },
        built: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UserError(`${error.message}\n\n${HELP}`);
  }
}

function readPort(name, text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65534) {
    throw new UserError(
      `${name} must be a number from 1 to 65534, but it is '${text}'.`,
    );
  }
  return port;
}
