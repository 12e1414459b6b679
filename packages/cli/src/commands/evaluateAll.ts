// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import {
  EvaluationView,
  PostEvaluationBody,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { Duration } from 'luxon';
import { Portal } from '../portal/createPortal';
import { refusalOf } from '../portal/refusal';
import { showProgress } from '../progress';
import { Summary } from '../summary';

const POLL = 500;
const MOST_ENTITIES = 10_000;

/** Computes the history of the given entities and then their scorecards of today. */
export async function evaluateAll(
  portal: Portal,
  entityRefs: string[],
  options: { replay: string; every: string },
  summary: Summary,
): Promise<void> {
  const to = new Date();
  const from = new Date(to.getTime() - readDuration(options.replay));
  const selection =
    entityRefs.length <= MOST_ENTITIES ? { entityRefs } : undefined;
  const replay = {
    from: from.toISOString(),
    to: to.toISOString(),
    every: options.every,
  };
  await evaluate(portal, 'History', { ...selection, replay }, summary);
  await evaluate(portal, 'Scorecards', { ...selection }, summary);
}

async function evaluate(
  portal: Portal,
  label: string,
  body: PostEvaluationBody,
  summary: Summary,
): Promise<void> {
  try {
    let view = await portal.maturity.evaluate(body);
    const progress = showProgress(label, view.total);
    while (view.state === 'queued' || view.state === 'running') {
      await new Promise(resolve => setTimeout(resolve, POLL));
      view = await portal.maturity.getEvaluation(view.id);
      progress.advance(view.done, view.total);
    }
    progress.advance(view.done, view.total);
    progress.end();
    report(label, view, summary);
  } catch (error) {
    summary.refused(label, refusalOf(error));
  }
}

function report(label: string, view: EvaluationView, summary: Summary): void {
  if (view.state === 'failed' || view.failed > 0) {
    summary.refused(
      `${label}, ${view.failed} of ${view.total}`,
      view.message ?? 'The evaluation failed; the log of the backend says why.',
    );
    return;
  }
  summary.note(`${label}: ${view.done} computed`);
}

function readDuration(text: string): number {
  const duration = Duration.fromISO(text);
  if (!duration.isValid) {
    throw new InputError(
      `--replay must be an ISO 8601 duration such as P180D, but it is '${text}'.`,
    );
  }
  return duration.toMillis();
}
