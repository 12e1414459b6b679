// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';
import { UserError } from './errors.mjs';
import { fromRoot } from './paths.mjs';

const { isMap, isSeq, parse, parseAllDocuments, parseDocument, stringify } =
  createRequire(fromRoot('packages/cli/package.json'))('yaml');

/**
 * The code blocks of one section of a Markdown document, in order: what a
 * reader would paste. A first comment that names a file says where to.
 *
 * @returns a list of `{ language, file, text, heading }`; `file` is missing for what runs in a terminal
 */
export function readBlocks(markdown, section) {
  const blocks = [];
  let heading = '';
  let inside = false;
  let fence;
  for (const line of markdown.split('\n')) {
    const mark = line.match(/^(\s*)```(\w*)\s*$/);
    if (fence) {
      if (mark) {
        blocks.push(toBlock(fence));
        fence = undefined;
      } else {
        fence.lines.push(line.slice(fence.indent));
      }
    } else if (mark && inside) {
      fence = { indent: mark[1].length, language: mark[2], heading, lines: [] };
    } else if (line.startsWith('#')) {
      if (line.startsWith('## ')) inside = line === `## ${section}`;
      heading = line.replace(/^#+ /, '');
    }
  }
  if (blocks.length === 0) {
    throw new UserError(`There is no code in a section '${section}'.`);
  }
  return blocks;
}

function toBlock({ language, heading, lines }) {
  const file = lines[0].match(/^(?:\/\/|#) (\S+\.(?:tsx?|ya?ml))$/)?.[1];
  return {
    language,
    heading,
    file,
    text: (file ? lines.slice(1) : lines).join('\n'),
  };
}

/** The file with the block in it, as a person would put it there. */
export function paste(block, source = '') {
  return block.language === 'yaml'
    ? pasteYaml(block.text, source)
    : pasteCode(block.text, source);
}

/**
 * Code: imports go to the others, `backend.add` before the start, and what
 * follows `// in <Tag> of name:` at the end of that element.
 */
function pasteCode(text, source) {
  const [first, ...places] = text.split(/^(?=\/\/ in )/m);
  let result = first.includes('backend.add(')
    ? source.replace(/^backend\.start\(\)/m, `${first.trim()}\n\n$&`)
    : `${first.trim()}\n${source}`;
  if (result === source) throw new UserError(`No place for:\n${first}`);
  for (const place of places) {
    const [where, ...code] = place.trim().split('\n');
    const [, tag, names] = where.match(/^\/\/ in <(\w+)>(?: of (.+))?:$/) ?? [];
    if (!tag) throw new UserError(`'${where}' names no element.`);
    for (const name of names?.split(' and ') ?? [undefined]) {
      result = pasteInElement(result, tag, name, code.join('\n'));
    }
  }
  return result;
}

function pasteInElement(source, tag, name, code) {
  const from = name ? source.indexOf(`const ${name} = `) : 0;
  const opening = new RegExp(`^( *).*<${tag}(?=[ >]).*$`, 'm');
  const match = from < 0 ? null : source.slice(from).match(opening);
  const close = match ? `\n${match[1]}</${tag}>` : '';
  const end = match ? source.indexOf(close, from + match.index) : -1;
  if (end < 0) {
    throw new UserError(`There is no <${tag}>${name ? ` in ${name}` : ''}.`);
  }
  return `${source.slice(0, end)}\n${code}${source.slice(end)}`;
}

/** YAML: maps are merged and lists extended; of several documents the one of the same name is meant. */
function pasteYaml(text, source) {
  const value = parse(text);
  const documents = parseAllDocuments(source);
  const target = documents.length
    ? documents.find(
        document =>
          documents.length === 1 ||
          document.getIn(['metadata', 'name']) === value.metadata?.name,
      )
    : parseDocument('{}');
  if (!target) throw new UserError(`No document for:\n${text}`);
  if (!isMap(target.contents) || target.contents.items.length === 0) {
    return stringify(value);
  }
  merge(target, [], value);
  return documents.map(String).join('');
}

function merge(document, path, value) {
  for (const [key, entry] of Object.entries(value)) {
    const at = [...path, key];
    const present = document.getIn(at, true);
    if (isMap(present)) {
      merge(document, at, entry);
    } else if (isSeq(present)) {
      entry.forEach(item => document.addIn(at, document.createNode(item)));
    } else {
      document.setIn(at, document.createNode(entry));
    }
  }
}
