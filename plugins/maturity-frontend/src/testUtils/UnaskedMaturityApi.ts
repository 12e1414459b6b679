// SPDX-License-Identifier: Apache-2.0
import { MaturityApi } from '@delivery-maturity/backstage-plugin-maturity-common';

type Call = keyof MaturityApi;
type Asked<C extends Call> = Parameters<MaturityApi[C]>;
type Answer<C extends Call> = ReturnType<MaturityApi[C]>;

type EntityCall =
  | 'getScorecard'
  | 'getEvidence'
  | 'getHistory'
  | 'listTasks'
  | 'getTask'
  | 'patchTask'
  | 'evaluate'
  | 'getEvaluation'
  | 'getModel';

/** What is asked beside an entity's page: a fake that is asked anyway says what it does not answer. @internal */
export class UnaskedMaturityApi implements Omit<MaturityApi, EntityCall> {
  ingestCdevents(..._: Asked<'ingestCdevents'>): Answer<'ingestCdevents'> {
    return unasked('ingestCdevents');
  }

  ingestRecords(..._: Asked<'ingestRecords'>): Answer<'ingestRecords'> {
    return unasked('ingestRecords');
  }

  putPipelines(..._: Asked<'putPipelines'>): Answer<'putPipelines'> {
    return unasked('putPipelines');
  }

  putTemplate(..._: Asked<'putTemplate'>): Answer<'putTemplate'> {
    return unasked('putTemplate');
  }

  listScorecards(..._: Asked<'listScorecards'>): Answer<'listScorecards'> {
    return unasked('listScorecards');
  }

  exportScorecards(
    ..._: Asked<'exportScorecards'>
  ): Answer<'exportScorecards'> {
    return unasked('exportScorecards');
  }

  getRollup(..._: Asked<'getRollup'>): Answer<'getRollup'> {
    return unasked('getRollup');
  }

  getRollupTrend(..._: Asked<'getRollupTrend'>): Answer<'getRollupTrend'> {
    return unasked('getRollupTrend');
  }

  getMovers(..._: Asked<'getMovers'>): Answer<'getMovers'> {
    return unasked('getMovers');
  }

  getFacets(..._: Asked<'getFacets'>): Answer<'getFacets'> {
    return unasked('getFacets');
  }

  patchTasks(..._: Asked<'patchTasks'>): Answer<'patchTasks'> {
    return unasked('patchTasks');
  }

  requestWaiver(..._: Asked<'requestWaiver'>): Answer<'requestWaiver'> {
    return unasked('requestWaiver');
  }

  decideWaiver(..._: Asked<'decideWaiver'>): Answer<'decideWaiver'> {
    return unasked('decideWaiver');
  }

  getSources(..._: Asked<'getSources'>): Answer<'getSources'> {
    return unasked('getSources');
  }

  listUnmatched(..._: Asked<'listUnmatched'>): Answer<'listUnmatched'> {
    return unasked('listUnmatched');
  }
}

async function unasked(call: Call): Promise<never> {
  throw new Error(`This fake has no answer to '${call}'.`);
}
