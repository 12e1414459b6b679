// SPDX-License-Identifier: Apache-2.0

/** Longer lines are data, and expressions take the square of a text's length at worst. */
const MAX_LINE = 2_000;

/** What is said, up to where the next command begins: quoted text may hold anything. */
const SAID =
  /(^|[;&|({]|\b(?:then|else|do)\b)\s*(?:echo|printf|Write-(?:Host|Output))\b(?:"(?:\\.|[^"\\])*"|'[^']*'|[^"'|;&])*/g;
/** The beginning of a text that follows line by line, and the word that ends it. */
const HERE_DOCUMENT =
  /\bcat\b[^|]*<<-?\s*["']?(\w+)["']?|<<-?\s*["']?(EOF\w*|END\w*)["']?.*>\s*\S/;
/** Words that leave tests out rather than running them. */
const SKIPPED =
  /(?:-D|--?)?\b(?:maven\.test\.skip(?:=true)?|skip-?(?:unit|integration|it)?-?tests?(?:=true)?|no-?tests?|exclude-?tests?|without[-_:]tests?)\b|-x\s+(?:test|check|lint)\b|\bSKIP\w*TESTS?\w*=\S+/gi;
/** What is left of a line that only spoke, and what only steers. */
const SAYS_NOTHING =
  /^(?:(?:\S+\s+)?>>?\s*\S+|(?:then|else|do|fi|done|esac|exit(?: \S+)?|true|false|set [-+]\S+(?: \S+)*|(?:if|elif|while) \[.*)(?:\s*&&\s*(?:then|exit \d|fi))*)$/;
const REHEARSAL =
  /(?:^|\s)(?:--?dry[-_]?run(?!=(?:none|false))|--simulate|--no-?op|--check-only|--plan-only)(?:=\S+)?(?=\s|$)/i;

/** What is rehearsed and piped on is made for what follows: `kubectl create --dry-run=client -o yaml | kubectl apply`. */
function withoutRehearsal(command: string): string {
  return REHEARSAL.test(command)
    ? command
        .split('|')
        .filter(part => !REHEARSAL.test(part))
        .join('|')
    : command;
}

function withoutShellTest(line: string): string {
  return line.replace(
    /(^|\b(?:if|while|until|elif)\s|&&|\|\||;|!)\s*test\s+(?=[-"'$!])/g,
    '$1 ',
  );
}

const MAX_CACHED_CHARACTERS = 2_000_000;
/** Anchors and local actions repeat scripts, at worst endlessly. */
const cache = { lines: new Map<string, string[]>(), characters: 0 };

/**
 * Lines of a script that do something: without comments, texts that are only said, the shell's own `test`, tests that
 * are left out, and what is only rehearsed; continued lines are joined.
 *
 * @internal
 */
export function commandLines(script: string): string[] {
  let lines = cache.lines.get(script);
  if (!lines) {
    lines = readLines(script);
    if (cache.characters + script.length > MAX_CACHED_CHARACTERS) {
      cache.lines.clear();
      cache.characters = 0;
    }
    cache.lines.set(script, lines);
    cache.characters += script.length;
  }
  return lines;
}

function readLines(script: string): string[] {
  const lines: string[] = [];
  let until: string | undefined;
  for (const written of script.replace(/\\\r?\n\s*/g, ' ').split(/\r?\n/)) {
    if (until !== undefined) {
      if (written.trim() === until) until = undefined;
      continue;
    }
    const cut = written.slice(0, MAX_LINE);
    const [, cat, into] = HERE_DOCUMENT.exec(cut) ?? [];
    until = cat ?? into;
    const line = withoutShellTest(cut.replace(/(^|\s)#.*$/, '$1'))
      .replace(SAID, '$1')
      .replace(SKIPPED, ' ')
      .split(/&&|;/)
      .map(withoutRehearsal)
      .join(' && ')
      .trim();
    if (/[\w$]/.test(line) && !SAYS_NOTHING.test(line)) {
      lines.push(line);
    }
  }
  return lines;
}
