// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Figures, measure } from './measure';
import {
  formatBundles,
  FrontendFigures,
  measureBundles,
} from './frontend/measureBundles';
import { HOME, parseOptions } from './options';
import { formatTable } from './report';

/** Measures what was asked for, prints a table and writes everything as JSON. */
async function main() {
  const options = parseOptions(process.argv.slice(2));
  const started = new Date();
  const folder = fs.mkdtempSync(
    path.join(os.tmpdir(), 'delivery-maturity-bench-'),
  );
  const all: Figures[] = [];
  let bundle: FrontendFigures | undefined;
  try {
    if (options.frontend) {
      process.stdout.write(
        'Building the portal without and with the plugin …\n',
      );
      bundle = await measureBundles({ root: HOME, folder });
    }
    for (const database of options.databases) {
      for (const entities of options.sizes) {
        all.push(
          await measure({
            ...options,
            database,
            entities,
            folder,
            now: started,
            app: bundle && path.join(folder, 'app-with'),
            say: text =>
              process.stdout.write(
                `${database}, ${entities} entities: ${text} …\n`,
              ),
          }),
        );
      }
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  const result = {
    startedAt: started.toISOString(),
    machine: {
      cores: os.availableParallelism(),
      cpu: os.cpus()[0]?.model,
      memoryBytes: os.totalmem(),
      platform: `${os.platform()} ${os.release()}`,
      node: process.version,
    },
    options,
    figures: all,
    ...(bundle && { bundle }),
  };
  fs.mkdirSync(path.dirname(options.out), { recursive: true });
  fs.writeFileSync(options.out, `${JSON.stringify(result, undefined, 2)}\n`);
  process.stdout.write(
    `\n${formatTable(all)}\n${bundle ? formatBundles(bundle) : ''}\n${
      options.out
    }\n`,
  );
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
