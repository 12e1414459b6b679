// SPDX-License-Identifier: Apache-2.0
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { UserError } from './errors.mjs';
import { fromCaller, fromRoot } from './paths.mjs';

/**
 * What the ingest token of the development portal may do: send data, have it
 * evaluated and see whether it arrived. It cannot change tasks or waivers.
 */
const INGEST_RESTRICTIONS = [
  {
    plugin: 'maturity',
    permission: [
      'maturity.ingest.create',
      'maturity.evaluation.create',
      'maturity.source.read',
      'catalog.entity.read',
    ],
  },
  { plugin: 'catalog', permission: ['catalog.entity.read'] },
];

/** Made at the first start and kept in the ignored data folder. */
export function readSecrets(dataFolder) {
  const file = path.join(dataFolder, 'secrets.json');
  if (fs.existsSync(file)) {
    const known = parseOrNothing(fs.readFileSync(file, 'utf8'));
    // A start that was cut off may have left half a file; another token does no harm.
    if (known?.ingestToken) return known;
  }
  const secrets = {
    ingestToken: crypto.randomBytes(24).toString('hex'),
  };
  fs.mkdirSync(dataFolder, { recursive: true });
  writePrivate(file, secrets);
  return secrets;
}

function parseOrNothing(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Tells the command-line client where this portal is and how to speak to it. */
export function writeConnection(dataFolder, options, secrets) {
  writePrivate(path.join(dataFolder, 'connection.json'), {
    baseUrl: `http://localhost:${options.backendPort}`,
    token: secrets.ingestToken,
  });
}

/**
 * Two portals in one folder would share a database that serves one process, and
 * the later one's settings would move the earlier one to other ports.
 */
export function claimDataFolder(dataFolder) {
  const file = path.join(dataFolder, 'running.json');
  const other = fs.existsSync(file)
    ? parseOrNothing(fs.readFileSync(file, 'utf8'))?.pid
    : undefined;
  if (other && other !== process.pid && isRunning(other)) {
    throw new UserError(
      `Another portal (process ${other}) runs with the data in '${dataFolder}'. Stop it, or give this one a folder of its own by --data. If there is none, remove '${file}'.`,
    );
  }
  fs.mkdirSync(dataFolder, { recursive: true });
  writePrivate(file, { pid: process.pid });
  process.once('exit', () => fs.rmSync(file, { force: true }));
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The configuration that only this machine needs, as a file Backstage loads last but one. */
export function writeStartConfig(dataFolder, options) {
  const config = {
    app: { baseUrl: `http://localhost:${options.port}` },
    backend: {
      baseUrl: `http://localhost:${options.backendPort}`,
      listen: { port: options.backendPort },
      cors: {
        origin: [options.port, options.legacyPort]
          .filter(Boolean)
          .map(port => `http://localhost:${port}`),
      },
      database: {
        client: 'better-sqlite3',
        connection: { directory: path.join(dataFolder, 'database') },
      },
      auth: {
        externalAccess: [
          {
            type: 'static',
            options: {
              token: '${DELIVERY_MATURITY_INGEST_TOKEN}',
              subject: 'maturity-cli',
            },
            accessRestrictions: INGEST_RESTRICTIONS,
          },
        ],
      },
    },
    ...(options.catalog.length > 0 && {
      catalog: { locations: catalogLocations(options.catalog) },
    }),
    ...(!options.example && { maturityExample: { enabled: false } }),
  };
  return writeConfig(path.join(dataFolder, 'app-config.start.yaml'), config);
}

/** The legacy app differs from the portal in its own address alone. */
export function writeLegacyConfig(dataFolder, options) {
  return writeConfig(path.join(dataFolder, 'app-config.legacy.yaml'), {
    app: { baseUrl: `http://localhost:${options.legacyPort}` },
  });
}

function writeConfig(file, config) {
  // JSON is YAML, and nobody has to quote paths of Windows by hand.
  fs.writeFileSync(file, `${JSON.stringify(config, undefined, 2)}\n`);
  return file;
}

/** A list in a later file replaces the earlier one, so those of the repository are repeated. */
function catalogLocations(files) {
  const { parse } = createRequire(fromRoot('packages/cli/package.json'))(
    'yaml',
  );
  const base = parse(fs.readFileSync(fromRoot('app-config.yaml'), 'utf8'));
  return [
    ...(base.catalog?.locations ?? []),
    ...files.map(file => ({ type: 'file', target: requireFile(file) })),
  ];
}

export function requireFile(file) {
  const absolute = fromCaller(file);
  if (!fs.existsSync(absolute)) {
    throw new UserError(
      `The file '${file}' does not exist (looked at '${absolute}').`,
    );
  }
  if (!fs.statSync(absolute).isFile()) {
    throw new UserError(`'${file}' is a folder, but a file is needed.`);
  }
  return absolute;
}

function writePrivate(file, content) {
  fs.writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`, {
    mode: 0o600,
  });
}
