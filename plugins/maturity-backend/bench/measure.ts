// SPDX-License-Identifier: Apache-2.0
import { BackendProcess } from './BackendProcess';
import { createDatabase } from './database';
import {
  measureRendering,
  RenderingFigures,
} from './frontend/measureRendering';
import { load } from './load';
import {
  awaitCatalog,
  evaluateAll,
  evaluateInMemory,
  EvaluationFigures,
} from './measureEvaluation';
import { IngestFigures, measureIngest } from './measureIngest';
import {
  measureNewRollups,
  measureReads,
  measureSizes,
  ReadFigures,
  ReadSizes,
} from './measureReads';
import { BenchOptions } from './options';
import { Times } from './statistics';

/** Everything measured with one database and one number of entities. */
export interface Figures {
  database: BenchOptions['databases'][number];
  entities: number;
  records: number;
  insertFloorPerSecond: number;
  evaluationFloor: { seconds: number; perSecond: number };
  /** With nothing stored before: tasks, history and scorecards are new. */
  firstEvaluation: EvaluationFigures;
  /** As every night. */
  evaluation: EvaluationFigures;
  reads: ReadFigures[];
  sizes: ReadSizes;
  newRollups: Times;
  ingest: IngestFigures;
  peakBytes: number;
  /** Of the portal, where it was asked for. */
  rendering?: RenderingFigures;
}

export async function measure(
  options: Pick<BenchOptions, 'deployments' | 'seconds'> & {
    database: BenchOptions['databases'][number];
    entities: number;
    folder: string;
    now: Date;
    /** The built portal, to be measured in a browser. */
    app?: string;
    say: (text: string) => void;
  },
): Promise<Figures> {
  const { entities, deployments, folder, now, seconds, say } = options;
  const database = await createDatabase(options.database, {
    folder,
    name: String(entities),
  });
  say('loading records');
  const loaded = await load(database, { entities, deployments, now });
  say('evaluating in memory');
  const evaluationFloor = evaluateInMemory({ entities, deployments, now });
  say('starting the backend');
  const backend = await BackendProcess.start({ database, entities, folder });
  try {
    await awaitCatalog(backend, entities);
    say('evaluating for the first time');
    const firstEvaluation = await evaluateAll(backend);
    say('evaluating again');
    const evaluation = await evaluateAll(backend);
    say('reading');
    const sizes = await measureSizes(backend);
    const reads = await measureReads(backend, { entities, seconds });
    const newRollups = await measureNewRollups(backend);
    const rendering = options.app
      ? await measureRendering({ backend, app: options.app })
      : undefined;
    say('ingesting');
    const ingest = await measureIngest(backend, { entities, now });
    const { peakBytes } = await backend.usage();
    return {
      database: options.database,
      entities,
      records: loaded.records,
      insertFloorPerSecond: loaded.records / loaded.seconds,
      evaluationFloor,
      firstEvaluation,
      evaluation,
      reads,
      sizes,
      newRollups,
      ingest,
      peakBytes,
      ...(rendering && { rendering }),
    };
  } finally {
    await backend.stop();
  }
}
