// SPDX-License-Identifier: Apache-2.0
import { toError } from '@backstage/errors';
import { Command, CommanderError, Option } from 'commander';
import { importFolder } from './commands/importFolder';
import { pushEvents } from './commands/pushEvents';
import { pushPipelines } from './commands/pushPipelines';
import { pushRecords } from './commands/pushRecords';
import { createPortal, Portal } from './portal/createPortal';
import { resolveConnection } from './portal/resolveConnection';
import { version } from '../package.json';
import { developmentFolders } from './workFolder';

/** Errors whose message is meant for the person at the keyboard. */
const SENTENCES = ['InputError', 'NotFoundError', 'PortalError'];

/**
 * Runs the command line and answers the exit code: 0 when everything was taken,
 * 1 when something was refused or could not be done.
 *
 * @public
 */
export async function run(argv: string[]): Promise<number> {
  let code = 0;
  const program = createProgram(result => {
    code = result;
  });
  try {
    await program.parseAsync(argv);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode;
    }
    const { name, message, stack } = toError(error);
    console.error(SENTENCES.includes(name) ? message : stack ?? message);
    return 1;
  }
}

interface GlobalOptions {
  url?: string;
  token?: string;
}

function createProgram(onCode: (code: number) => void): Command {
  const program = new Command('maturity')
    .description('Sends delivery data to the delivery-maturity backend')
    .version(version, '--version', 'print the version of this command')
    .exitOverride()
    .addOption(
      new Option('--url <url>', 'base URL of the Backstage backend').env(
        'MATURITY_BASE_URL',
      ),
    )
    .addOption(
      new Option('--token <token>', 'token allowed to ingest').env(
        'MATURITY_TOKEN',
      ),
    );
  const action =
    <A extends unknown[]>(
      work: (portal: Portal, ...args: A) => Promise<number>,
    ) =>
    async (...args: A) => {
      const { url, token } = program.opts<GlobalOptions>();
      const connection = resolveConnection({
        url,
        token,
        folders: developmentFolders(),
      });
      onCode(await work(createPortal(connection), ...args));
    };

  program
    .command('import')
    .description(
      'load a folder of repositories: golden paths, pipelines and events',
    )
    .argument('<folder>', 'folder with an index.json')
    .option('--wait <seconds>', 'how long to wait for the catalog', '300')
    .option('--replay <duration>', 'how much history to compute', 'P180D')
    .option('--every <duration>', 'distance of its points', 'P7D')
    .option('--no-evaluate', 'only send the data')
    .action(action(importFolder));

  const push = program.command('push').description('send data from a pipeline');
  push
    .command('events')
    .description('send CDEvents: JSON, JSON lines or CloudEvents batches')
    .argument('<files...>', "files, or '-' for standard input")
    .action(action(pushEvents));
  push
    .command('pipelines')
    .description('send the pipeline files of one entity')
    .argument('[files...]', 'files; without any, those of the current folder')
    .requiredOption('--entity <ref>', 'for example component:default/shop')
    .option('--provider <name>', 'github or gitlab')
    .option('--observed-at <instant>', 'when the files were like this')
    .action(action(pushPipelines));
  push
    .command('records')
    .description('send records in the own shape of the plugin')
    .argument('<files...>', "files, or '-' for standard input")
    .action(action(pushRecords));
  return program;
}
