// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from './errors.mjs';
import { paste } from './guide.mjs';
import { registryEnvironment } from './npm.mjs';
import { fromRoot } from './paths.mjs';
import { capture, start } from './processes.mjs';
import { step } from './progress.mjs';

const CREATE_APP = '@backstage/create-app@latest';

/** Compiled for minutes, and not used by what is tried here. */
const UNUSED_BUILDS = [
  '@tree-sitter-grammars/tree-sitter-yaml',
  'core-js',
  'core-js-pure',
  'cpu-features',
  'keytar',
  'ssh2',
  'tree-sitter',
  'tree-sitter-json',
];

/** An app of Backstage's standard tool in a folder of its own, and what a person does with it. */
export class FreshApp {
  #folder;
  #environment;
  #originals = new Map();

  constructor(folder, environment) {
    this.#folder = folder;
    this.#environment = environment;
  }

  /** Creates the app, without installing it. */
  static async create(folder, toolchain, options = []) {
    const environment = {
      ...toolchain.environment,
      ...(await registryEnvironment()),
      PATH: [
        path.resolve(path.dirname(toolchain.yarn), '../../../.bin'),
        toolchain.environment.PATH,
      ].join(path.delimiter),
      // A lockfile that changes is the point here.
      YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
      YARN_ENABLE_TELEMETRY: 'false',
    };
    delete environment.CI;
    fs.mkdirSync(path.dirname(folder), { recursive: true });
    const app = new FreshApp(path.dirname(folder), environment);
    const arguments_ = ['--skip-install', ...options, '--path', folder];
    await app.shell(
      `Create ${path.basename(folder)}`,
      `echo portal | npx --yes ${CREATE_APP} ${arguments_.join(' ')}`,
    );
    return new FreshApp(folder, environment);
  }

  read(file) {
    const absolute = path.join(this.#folder, file);
    return fs.existsSync(absolute)
      ? fs.readFileSync(absolute, 'utf8')
      : undefined;
  }

  write(file, text) {
    fs.writeFileSync(path.join(this.#folder, file), text);
  }

  /** Adds `resolutions` to the package.json in the root, and spares builds. */
  resolve(resolutions) {
    const manifest = JSON.parse(this.read('package.json'));
    manifest.resolutions = { ...manifest.resolutions, ...resolutions };
    manifest.dependenciesMeta = Object.fromEntries(
      UNUSED_BUILDS.map(name => [name, { built: false }]),
    );
    this.write('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
  }

  /**
   * The versions of the app's Backstage release. The tool takes them from a
   * lockfile on the web; without it Yarn would mix releases, which do not start.
   */
  releaseVersions() {
    const versions = Object.fromEntries(
      lockedVersions(fs.readFileSync(fromRoot('yarn.lock'), 'utf8')),
    );
    for (const folder of ['.', 'packages/app', 'packages/backend']) {
      const { dependencies, devDependencies } = JSON.parse(
        this.read(path.join(folder, 'package.json')),
      );
      for (const [name, range] of Object.entries({
        ...dependencies,
        ...devDependencies,
      })) {
        if (name.startsWith('@backstage/')) {
          versions[name] = range.replace('^', '');
        }
      }
    }
    return versions;
  }

  /** Whether any file below the folder has the text. */
  contains(folder, text) {
    const absolute = path.join(this.#folder, folder);
    return fs
      .readdirSync(absolute, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && entry.name.endsWith('.js'))
      .some(entry =>
        fs
          .readFileSync(path.join(entry.parentPath, entry.name), 'utf8')
          .includes(text),
      );
  }

  /** Puts a code block into its file; `restore` undoes all of them. */
  paste(block) {
    const before = this.read(block.file);
    if (!this.#originals.has(block.file)) {
      this.#originals.set(block.file, before);
    }
    this.write(block.file, paste(block, before));
    console.log(`Pasted into ${block.file}`);
  }

  restore() {
    for (const [file, text] of this.#originals) {
      if (text === undefined) {
        fs.rmSync(path.join(this.#folder, file), { force: true });
      } else {
        this.write(file, text);
      }
    }
  }

  /** Runs a block in the folder of the app; it must end well. */
  async shell(label, script, environment = {}) {
    const progress = step(label);
    const { code, output } = await capture('bash', ['-euc', script], {
      cwd: this.#folder,
      env: { ...this.#environment, ...environment },
    });
    if (code !== 0) {
      progress.failed();
      throw new UserError(`This failed:\n${script}\n${output.slice(-8000)}`);
    }
    progress.done();
    return output;
  }

  /** Starts what does not end by itself; its output goes to a file beside the app. */
  start(script, environment, log) {
    const output = fs.openSync(`${this.#folder}-${log}.log`, 'w');
    return start('bash', ['-euc', script], {
      cwd: this.#folder,
      env: { ...this.#environment, ...environment },
      stdio: ['ignore', output, output],
    });
  }
}

/** Name and version of each package of Backstage in a lockfile. */
function lockedVersions(lockfile) {
  return [
    ...lockfile.matchAll(
      /^"(@backstage\/[^@"]+)@npm:.*:\n {2}version: (.+)$/gm,
    ),
  ].map(([, name, version]) => [name, version]);
}
