// SPDX-License-Identifier: Apache-2.0
import {
  CollectionTag,
  Document,
  isNode,
  LineCounter,
  parseAllDocuments,
  YAMLSeq,
} from 'yaml';
import {
  MAX_DEPTH,
  MAX_FILE_CHARACTERS,
  MAX_FOLDER_CHARACTERS,
  MAX_FOLDER_MARKS,
} from './limits';
import { PipelineFile, PipelineFileProblem } from './types';
import { Work } from './Work';
import {
  GitlabReference,
  YamlValueProblem,
  YamlValueReader,
} from './yamlValue';

/** A YAML mapping, as read: without a prototype, so that only what is written is found in it. */
export type YamlMap = Record<string, unknown>;

/** A mapping to fill, without a prototype. */
export function emptyMap(): YamlMap {
  return Object.create(null);
}

/** A copy of a mapping, without a prototype either. */
export function copyMap(map: YamlMap): YamlMap {
  return Object.assign(emptyMap(), map);
}

/** One parsed document of a file with the means to say where something stands. */
export interface ParsedDocument {
  value: unknown;
  /** Problem at the given key path, with line and column where the file has them. */
  problemAt(path: (string | number)[], message: string): PipelineFileProblem;
  /** Comment written behind the value of a key of a mapping of this document. */
  commentOn(map: YamlMap, key: string): string | undefined;
}

const referenceTag: CollectionTag = {
  tag: '!reference',
  collection: 'seq',
  nodeClass: YAMLSeq,
};

/** Hundreds of the same sign in a row cost the parser an error each and mean nothing. */
const SIGNS_IN_A_ROW = /(?:[,"&*?]\s?){300}/;

export function isMap(value: unknown): value is YamlMap {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof GitlabReference)
  );
}

/** A string, or a number or boolean written as one; anything else is undefined. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value.trim() === '' ? undefined : value.trim();
  }
  return typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** One or many, as a list. */
export function asList(value: unknown): unknown[] {
  if (value === undefined || value === null) {
    return [];
  }
  return Array.isArray(value) ? value : [value];
}

/**
 * Depth at which flow collections are opened, without building anything: the parser recurses per level, so
 * a file of a million brackets has to be turned away before it.
 */
function tooDeep(content: string): number | undefined {
  let flow = 0;
  let line = 1;
  let dashes = 0;
  let atStart = true;
  for (let index = 0; index < content.length; index++) {
    const character = content[index];
    if (character === '\n') {
      line++;
      dashes = 0;
      atStart = true;
      continue;
    }
    if (character === '[' || character === '{') {
      flow++;
    } else if ((character === ']' || character === '}') && flow > 0) {
      flow--;
    } else if (atStart && (character === '-' || character === '?')) {
      dashes++;
    }
    if (character !== ' ' && character !== '-' && character !== '?') {
      atStart = false;
    }
    if (flow > 5 * MAX_DEPTH || dashes > MAX_DEPTH) {
      return line;
    }
  }
  return undefined;
}

function describe(message: string): string {
  return message.split('\n')[0].replace(/ at line \d+, column \d+:?$/, '');
}

function documentOf(
  file: PipelineFile,
  document: Document,
  lines: LineCounter,
  uniqueKeys: boolean,
): ParsedDocument {
  const reader = new YamlValueReader(uniqueKeys);
  const value = reader.read(document.contents);
  return {
    value,
    problemAt(path, message) {
      for (let length = path.length; length >= 0; length--) {
        const node =
          length === 0
            ? document.contents
            : document.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range) {
          const position = lines.linePos(node.range[0]);
          return {
            path: file.path,
            line: position.line,
            column: position.col,
            message,
          };
        }
      }
      return { path: file.path, line: 1, column: 1, message };
    },
    commentOn: (map, key) => reader.commentOn(map, key),
  };
}

/**
 * Reads the documents of a YAML file, with anchors, aliases and merge keys, within limits. A file that
 * cannot be read comes back as a problem with line and column, never as an exception.
 *
 * @internal
 */
export function parseYaml(
  file: PipelineFile,
  options: { uniqueKeys: boolean; work?: Work },
): { documents: ParsedDocument[] } | { problem: PipelineFileProblem } {
  const refuse = (message: string, line?: number, column?: number) => ({
    problem: {
      path: file.path,
      ...(line === undefined ? {} : { line, column: column ?? 1 }),
      message,
    },
  });
  if (file.content.length > MAX_FILE_CHARACTERS) {
    return refuse(
      `'${file.path}' has ${file.content.length} characters; files up to ${MAX_FILE_CHARACTERS} are read. Split it into smaller pipeline files.`,
    );
  }
  // YAML ends a line at a carriage return alone, too; the parser does not.
  const content = file.content.replace(/\r(?!\n)/g, '\n');
  const deepLine = tooDeep(content);
  if (deepLine !== undefined) {
    return refuse(
      `'${file.path}' is nested more than ${MAX_DEPTH} levels deep at line ${deepLine}. Flatten it.`,
      deepLine,
    );
  }
  if (SIGNS_IN_A_ROW.test(content)) {
    return refuse(
      `'${file.path}' repeats one sign hundreds of times, so it is no pipeline. Send pipeline files only.`,
      1,
    );
  }
  if (options.work?.takeFile(content) === false) {
    return refuse(
      `'${file.path}' is left out: together with the files before it there is more than is read of one repository (${MAX_FOLDER_CHARACTERS} characters, ${MAX_FOLDER_MARKS} values). Send only pipeline files.`,
    );
  }
  const lines = new LineCounter();
  try {
    const documents = parseAllDocuments(content, {
      lineCounter: lines,
      // Keys are compared while values are read; the parser compares each with all others.
      uniqueKeys: false,
      // Made for a person at a terminal, at the price of the whole text per error.
      prettyErrors: false,
      customTags: [referenceTag],
      logLevel: 'error',
    });
    const parsed = (Array.isArray(documents) ? documents : []) as Document[];
    for (const document of parsed) {
      const [error] = document.errors;
      if (error) {
        const position = lines.linePos(error.pos[0]);
        return refuse(
          `'${file.path}' is not valid YAML: ${describe(
            error.message,
          )}. Correct the file at this place.`,
          position.line || 1,
          position.col || 1,
        );
      }
    }
    return {
      documents: parsed.map(document =>
        documentOf(file, document, lines, options.uniqueKeys),
      ),
    };
  } catch (error) {
    if (error instanceof YamlValueProblem) {
      const position = lines.linePos(error.offset);
      return refuse(
        `'${file.path}' ${error.reason}. Correct the file at this place.`,
        position.line || 1,
        position.col || 1,
      );
    }
    if (error instanceof RangeError) {
      return refuse(
        `'${file.path}' is nested too deeply to be read. Flatten it.`,
        1,
      );
    }
    const reason = error instanceof Error ? describe(error.message) : 'unknown';
    return refuse(
      `'${file.path}' cannot be read: ${reason}. Check its anchors and aliases.`,
      1,
    );
  }
}
