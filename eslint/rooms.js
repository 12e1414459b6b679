// SPDX-License-Identifier: Apache-2.0
const path = require('node:path');

const pureRooms = [
  'records',
  'releases',
  'measures',
  'model',
  'scoring',
  'remediation',
  'pipelines',
  'cdevents',
  'matching',
];

const useCases = ['ingest', 'collect', 'evaluate', 'remediate', 'rollup'];
const edges = [
  'router',
  'calls',
  'actions',
  'subscribers',
  'publishers',
  'tasks',
];

/** The core does not know through which calls it is reached. */
const commonRooms = [
  {
    rooms: pureRooms,
    mayNotImport: ['api', 'permissions.ts'],
    message: 'The core knows neither the API nor permissions.',
  },
];

const backendRooms = [
  {
    rooms: ['store'],
    mayNotImport: [...useCases, ...edges, 'service'],
    message: 'The store knows no service: it is called, it does not call.',
  },
  {
    rooms: ['router', 'calls', 'actions'],
    mayNotImport: ['store'],
    message: 'Routers know no SQL: parse, make one service call, send.',
  },
  {
    rooms: [...useCases, 'service'],
    mayNotImport: ['router', 'calls', 'actions', 'subscribers'],
    message: 'A use case does not know who calls it.',
  },
  {
    rooms: ['store', ...useCases, ...edges, 'service', 'config.ts'],
    mayNotImport: ['plugin.ts'],
    message: 'Nothing points back toward plugin.ts, which only wires.',
  },
];

/** The zones of `import/no-restricted-paths`; tests may reach across rooms. */
function zones(directory, rules) {
  const source = name => path.join(directory, 'src', name);
  return rules.flatMap(({ rooms, mayNotImport, message }) =>
    rooms.flatMap(room =>
      mayNotImport
        .filter(other => other !== room)
        .map(other => ({
          target: room.endsWith('.ts')
            ? source(room)
            : `${source(room)}/**/!(*.test).ts`,
          from: source(other),
          message,
        })),
    ),
  );
}

module.exports = { pureRooms, commonRooms, backendRooms, zones };
