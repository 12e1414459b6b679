// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';

const PLUGIN = '@delivery-maturity/backstage-plugin-maturity';
/** Nothing listens there; the browser's requests for it are answered by the benchmark. */
export const APP_ORIGIN = 'http://127.0.0.1:3999';

/**
 * Builds the example portal for production, with the plugin or as it would be without it.
 *
 * @returns the folder of what was built
 */
export async function buildApp(options: {
  root: string;
  folder: string;
  withPlugin: boolean;
}): Promise<string> {
  const { root, folder, withPlugin } = options;
  const app = path.join(root, 'packages/app');
  const name = withPlugin ? 'with' : 'without';
  const config = path.join(folder, `app-config.${name}.yaml`);
  fs.writeFileSync(
    config,
    // JSON is YAML.
    JSON.stringify({
      app: {
        baseUrl: APP_ORIGIN,
        ...(!withPlugin && {
          packages: { exclude: [PLUGIN] },
          extensions: [],
        }),
      },
      backend: { baseUrl: APP_ORIGIN },
    }),
  );
  const output = { text: '' };
  const child = spawn(
    process.execPath,
    [
      path.join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
      ...['package', 'build'],
      ...['--config', path.join(root, 'app-config.yaml'), '--config', config],
    ],
    {
      cwd: app,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      output.text = (output.text + chunk).slice(-5_000);
    });
  }
  const [code] = await once(child, 'close');
  if (code !== 0) {
    throw new Error(`The portal could not be built:\n${output.text}`);
  }
  const built = path.join(folder, `app-${name}`);
  fs.cpSync(path.join(app, 'dist'), built, { recursive: true });
  fs.rmSync(path.join(app, 'dist'), { recursive: true });
  return built;
}
