// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { explain } from './errors.mjs';
import { fromRoot } from './paths.mjs';
import { capture } from './processes.mjs';
import { step } from './progress.mjs';

const LONGEST_OUTPUT = 20_000;

/** Counts what passed and failed over several checks and says so at the end. */
export class Tally {
  passed = 0;
  failed = 0;
  failures = [];

  add({ name, passed, failed }) {
    this.passed += passed;
    this.failed += failed;
    if (failed > 0) this.failures.push(name);
  }

  /** The exit code; prints the closing line. */
  close() {
    if (this.failures.length > 0) {
      console.log(`\nFailed: ${this.failures.join(', ')}`);
    }
    console.log(`\n${this.passed} passed, ${this.failed} failed`);
    return this.failed > 0 ? 1 : 0;
  }
}

/** Runs one program as one check; what it printed is shown when it fails. */
export async function check(label, name, toolchain, args, options = {}) {
  const { count, environment, onLine } = options;
  const progress = step(`${label} ${name}`);
  const { code, output } = await capture(toolchain.node, args, {
    cwd: fromRoot(),
    env: { ...toolchain.environment, ...environment },
    onLine: line => onLine?.(line, progress),
  });
  const counted = count?.(output) ?? { passed: 0, failed: 0 };
  const result = {
    name,
    passed: counted.passed || (code === 0 ? 1 : 0),
    // A program that ends badly without a failed test has failed all the same.
    failed: counted.failed || (code === 0 ? 0 : 1),
  };
  if (result.failed > 0) {
    progress.failed();
    console.log(output.slice(-LONGEST_OUTPUT));
    const sentence = explain(output);
    if (sentence && counted.failed === 0) console.log(sentence);
  } else {
    progress.done();
  }
  return result;
}

/** Reads jest's own report, in which a suite that could not run counts as a failure. */
export function countJest(file) {
  return () => {
    try {
      const report = JSON.parse(fs.readFileSync(file, 'utf8'));
      return {
        passed: report.numPassedTests,
        failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
      };
    } catch {
      return { passed: 0, failed: 1 };
    }
  };
}

export function reportFile(name) {
  const folder = fromRoot('.cache');
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, name);
  fs.rmSync(file, { force: true });
  return file;
}

/** Reads the summary of Node's own test runner. */
export function countNodeTests(output) {
  const find = word =>
    Number(new RegExp(`^# ${word} (\\d+)`, 'm').exec(output)?.[1] ?? 0);
  return { passed: find('pass'), failed: find('fail') };
}
