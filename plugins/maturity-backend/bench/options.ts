// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { parseArgs } from 'node:util';

/** What to measure. */
export interface BenchOptions {
  sizes: number[];
  deployments: number;
  databases: ('sqlite' | 'postgresql')[];
  /** Seconds under load, per round. */
  seconds: number;
  out: string;
  /** Builds the portal and measures it as well. */
  frontend: boolean;
}

/** The folder of the repository. */
export const HOME = process.env.MATURITY_HOME ?? process.cwd();

/** The options of the command line; what is wrong with them is an error with a sentence. */
export function parseOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      entities: { type: 'string' },
      deployments: { type: 'string', default: '100' },
      database: { type: 'string' },
      out: { type: 'string' },
      frontend: { type: 'boolean', default: false },
    },
  });
  const { quick, database } = values;
  const sizes = values.entities ?? (quick ? '200,1000' : '1000,10000');
  if (database && database !== 'sqlite' && database !== 'postgresql') {
    throw new Error(
      `'--database' is '${database}'; use 'sqlite' or 'postgresql'.`,
    );
  }
  return {
    sizes: sizes.split(',').map(text => count('entities', text)),
    deployments: count('deployments', values.deployments),
    databases: database
      ? [database as BenchOptions['databases'][number]]
      : ['sqlite', 'postgresql'],
    seconds: quick ? 2 : 5,
    frontend: values.frontend,
    out: path.resolve(
      process.env.INIT_CWD ?? process.cwd(),
      values.out ?? path.join(HOME, '.data/bench.json'),
    ),
  };
}

function count(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new Error(
      `'--${name}' has '${text}', which is no whole number above zero.`,
    );
  }
  return value;
}
