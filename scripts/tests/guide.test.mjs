// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { paste, readBlocks } from '../lib/guide.mjs';
import { fromRoot } from '../lib/paths.mjs';

test('blocks of a section are read, in lists too, with the file they belong to', () => {
  const blocks = readBlocks(
    [
      '## Other',
      '```sh',
      'rm -r /',
      '```',
      '## Install',
      '```sh',
      '# a comment',
      'yarn start',
      '```',
      '### Old',
      '- In a list:',
      '  ```yaml',
      '  # app-config.yaml',
      '  a:',
      '    b: 1',
      '  ```',
    ].join('\n'),
    'Install',
  );

  assert.deepEqual(blocks, [
    {
      language: 'sh',
      heading: 'Install',
      file: undefined,
      text: '# a comment\nyarn start',
    },
    {
      language: 'yaml',
      heading: 'Old',
      file: 'app-config.yaml',
      text: 'a:\n  b: 1',
    },
  ]);
});

test('code goes where a person would put it', () => {
  const page = {
    language: 'tsx',
    text: "import { Card } from 'card';\n\n// in <Grid> of two:\n<Card />",
  };
  const element = name =>
    `const ${name} = (\n  <Grid container>\n    <Grid item>\n    </Grid>\n  </Grid>\n);\n`;

  assert.equal(
    paste(page, element('one') + element('two')),
    `import { Card } from 'card';\n${element('one')}${element('two').replace(
      '    </Grid>\n',
      '    </Grid>\n<Card />\n',
    )}`,
  );
  assert.throws(() => paste(page, element('one')), /no <Grid> in two/);
  assert.equal(
    paste({ language: 'ts', text: 'backend.add(a);' }, 'backend.start();\n'),
    'backend.add(a);\n\nbackend.start();\n',
  );
});

test('configuration is merged, and lists are extended', () => {
  const yaml = text => ({ language: 'yaml', text });

  assert.equal(
    paste(yaml('a:\n  c: 2\nl:\n  - y'), '# kept\na:\n  b: 1\nl:\n  - x\n'),
    '# kept\na:\n  b: 1\n  c: 2\nl:\n  - x\n  - y\n',
  );
  assert.equal(paste(yaml('a: 1')), 'a: 1\n');
  assert.match(
    paste(
      yaml('metadata:\n  name: two\n  labels:\n    a: b'),
      'metadata:\n  name: one\n---\nmetadata:\n  name: two\n',
    ),
    /name: one\n---\nmetadata:\n {2}name: two\n {2}labels:\n {4}a: b\n/,
  );
});

test('the README says of each file where its code goes', () => {
  const blocks = readBlocks(
    fs.readFileSync(fromRoot('README.md'), 'utf8'),
    'Install it in your Backstage',
  );

  for (const { language, file, text } of blocks) {
    assert.equal(Boolean(file), language !== 'sh', text);
  }
});
