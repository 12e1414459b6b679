// SPDX-License-Identifier: Apache-2.0
import { deploymentEvidence, freshestOf, worstFirst } from './support/evidence';
import { unionLength } from './support/intervals';
import { areApprovalsKnown } from './support/knowledge';
import { measured, untold } from './support/measurement';
import { noChanges } from './support/noChanges';
import { sortAscending } from './support/percentile';
import { viewOf } from './support/recordView';
import { HOUR } from './support/time';
import { Measure } from './types';

const meta: Measure['meta'] = {
  id: 'approval.share-of-lead-time',
  title: 'Approval share of lead time',
  description:
    'Of all the time from the oldest commit of a production release until it was live, the share in which an approval was pending. Releases without changes, whose changes are unknown, or whose approvals no source tells are left out.',
  unit: 'ratio',
  better: 'lower',
  minimumSamples: 5,
  source: 'DORA, streamlining change approval; steps are this project’s',
  needs: ['deployments', 'changes', 'waits.approval'],
  countsTime: false,
};

/** @public */
export const approvalShareOfLeadTime: Measure = {
  meta,
  compute(input) {
    const view = viewOf(input);
    if (!view.deploymentsKnown) {
      return untold('deployments');
    }
    const changing = view.succeeded.filter(({ changes }) => changes.length > 0);
    const used = changing.filter(release =>
      areApprovalsKnown(release, view.knowledge),
    );
    if (used.length === 0 && (changing.length > 0 || !view.gatesKnown)) {
      return untold('waits.approval');
    }
    let waited = 0;
    let total = 0;
    const parts = used.map(release => {
      const finished = release.finished as number;
      const oldest = release.changes.reduce(
        (least, { committed }) => Math.min(least, committed),
        finished,
      );
      const lead = finished - oldest;
      // Waits of other tiers' clocks may stick out; a share above one would say nothing.
      const wait = Math.min(unionLength(release.approvals), lead);
      waited += wait;
      total += lead;
      return { release, wait, lead };
    });
    if (total === 0) {
      return noChanges(view);
    }
    return measured(meta, {
      value: waited / total,
      n: used.length,
      flags: [used.some(({ truncated }) => truncated) && 'truncated'],
      freshest: freshestOf(used),
      sortedSamples: sortAscending(
        parts.filter(p => p.lead > 0).map(p => p.wait / p.lead),
      ),
      evidence: worstFirst(input, parts, part => part.wait).map(part =>
        deploymentEvidence(
          part.release,
          part.lead > 0 ? part.wait / part.lead : 0,
          { waitHours: part.wait / HOUR, leadHours: part.lead / HOUR },
        ),
      ),
    });
  },
};
