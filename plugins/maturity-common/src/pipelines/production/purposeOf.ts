// SPDX-License-Identifier: Apache-2.0
import { PlannedDeployment } from '../../records';
import {
  namesDocumentation,
  namesOnlyDocumentation,
} from '../stages/documentation';

const DEPLOYS =
  /\b(?:deploy(?:s|ed|ing|ment|ments)?|cd|release[sd]?|releasing|publish|ship(?:s|ping)?|roll ?out|promote|promotion|deliver|delivery|install|upgrade|converge|apply|launch|go live)\b/;
const ROLLBACK =
  /\b(?:roll ?backs?|rolling back|roll back|revert(?:s|ing)?|undo|previous (?:release|version)|swap(?:s|ping)?|take back)\b/;
const CHORE =
  /\b(?:redeploy|restores?|backups?|dump|purge|maintenance|restart|restage|reboot|seed|clear|reset|migrate data|data|provision(?:ing)?|tear ?down|destroy|clean ?ups?|clean|close|stop|delete|remove|rotate|export|import|keep ?alive|tasks?|console|run command|commands?|ssh|shell|invalidate|cache|onboarding|validate|checks?|drift|plan|health|monitor(?:ing)?|smoke|tests?|e2e|notify|notification|scan|reindex|set ?up|bootstrap|unlock|lock|scale|logs?|ksql|sql|query|topics?|kafka|alerts?|report(?:s|ing)?|audit|screenshots?|egress|benchmark|load)\b/;

function wordsOf(text: string): string {
  return text
    .replace(/\.ya?ml$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/**
 * What a job deploys for, by its names from the nearest to the farthest: job, calling job, pipeline, file. A rollback
 * and a chore are none of the ways on which a change gets to production. The first name that says something decides.
 *
 * @internal
 */
export function purposeOf(
  names: readonly string[],
): PlannedDeployment['purpose'] {
  // A job `deploy` of `deploy-docs.yml` deploys those.
  if (names.some(namesOnlyDocumentation)) return 'chore';
  for (const name of names) {
    const words = wordsOf(name);
    if (ROLLBACK.test(words)) return 'rollback';
    if (namesDocumentation(name)) return 'chore';
    if (DEPLOYS.test(words)) return 'change';
    if (CHORE.test(words)) return 'chore';
  }
  return 'change';
}
