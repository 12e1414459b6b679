// SPDX-License-Identifier: Apache-2.0
import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';

export interface Config {
  /** Delivery-maturity scorecards. Everything has a default. */
  maturity?: {
    /** What belongs to one release. */
    releases?: {
      /**
       * How long after the end of a deployment the next one of the same revision or version still belongs to its
       * release, as an ISO 8601 or human duration. `0` counts each deployment by itself. Default 24 hours.
       */
      within?: HumanDuration | string | 0;
    };
    /**
     * The scorecard model, as changes of the default model. A dimension or check with a known `id` changes only what it
     * names, one with a new `id` is added, `remove: true` takes one out; other lists are replaced as a whole.
     * Default: the default model.
     */
    model?: {
      /** `default` changes the default model, `none` starts from nothing. Default `default`. */
      extends?: 'default' | 'none';
      /** Level 0 first, 2 to 6 of them. */
      levels?: Array<{ name: string; description?: string }>;
      /** ISO 8601 duration. Default `P90D`. */
      window?: string;
      /** How the level follows from the dimensions. Default `weakest-link`. */
      policy?: 'weakest-link' | 'mean';
      /** Share of a dimension's weight that must have data, 0 to 1. Default 0.5. */
      minimumCoverage?: number;
      /** Which catalog entities are scored, as a filter predicate. Default `{ kind: Component }`. */
      filter?: object;
      /** The level that an entity must reach: the first whose filter matches. Default 3 for lifecycle production, else 2. */
      targets?: Array<{ filter?: object; level: number }>;
      /** Default `[test, security-scan, deploy, rollback]`. */
      requiredStages?: string[];
      /**
       * Which tier an environment is of, by name; the first match counts. `*` matches anything. It wins over what the
       * provider says; names that nothing matches are read by their words.
       */
      tierPatterns?: Array<{
        pattern: string;
        tier: 'production' | 'staging' | 'testing' | 'development' | 'other';
      }>;
      /** Dimensions with their checks. */
      dimensions?: Array<{
        id: string;
        title?: string;
        description?: string;
        weight?: number;
        remove?: boolean;
        checks?: Array<{
          id: string;
          title?: string;
          /** Title of the task. */
          failureTitle?: string;
          description?: string;
          /** Id of a measure; or `fact`. */
          measure?: string;
          /** Id of a fact that is sent with `POST /ingest/records`. */
          fact?: string;
          /** Thresholds of levels 1 and up; `none` where a level asks for nothing. */
          ladder?: Array<number | boolean | 'none'>;
          required?: boolean;
          weight?: number;
          /** False: shown, never scored. */
          graded?: boolean;
          unit?: string;
          better?: 'higher' | 'lower';
          remediation?: {
            effort?: 'low' | 'medium' | 'high';
            steps?: string[];
            link?: string;
            template?: string;
          };
          /** Entities that the check applies to, as a filter predicate. Default all. */
          applies?: object;
          source?: string;
          remove?: boolean;
        }>;
      }>;
    };

    /**
     * Golden paths. Their versions come from a collector, from `PUT /ingest/templates/:id`, or from here.
     * Default none.
     */
    templates?: Array<{
      id: string;
      title?: string;
      provider: 'github' | 'gitlab';
      /** `host/owner/name` or a URL. */
      repository: string;
      /** Approved pipeline files; a trailing `*` matches the rest. */
      paths: string[];
      defaultBranch?: string;
      versions?: Array<{
        name: string;
        revision: string;
        releasedAt?: string;
        /** Its files, where no collector reads them. */
        files?: Array<{ path: string; content: string }>;
      }>;
      /** Stages that it has, where its files are not known. */
      stages?: string[];
      safety?: string[];
    }>;

    /**
     * Additions to the table of actions, commands and names that stages are recognized by. Default none.
     */
    recognition?: {
      /** Actions, components and images, `owner/name`; `*` matches anything. */
      actions?: Array<{
        action: string;
        /** Counts only where the step gives this input, and gives something else than `false`. */
        input?: string;
        stages?: string[];
        safety?: string[];
        /** A step that waits until a person answers. */
        approval?: boolean;
      }>;
      /** Regular expressions, searched for in each line of a script. */
      commands?: Array<{
        command: string;
        stages?: string[];
        safety?: string[];
        approval?: boolean;
      }>;
      /** Words of job names (`job`), or also of step names (`any`). */
      names?: Array<{
        name: string;
        /** Default `job`. */
        where?: 'job' | 'any';
        stages?: string[];
        safety?: string[];
        approval?: boolean;
      }>;
      /** GitLab templates and components; `*` matches anything. */
      includes?: Array<{
        include: string;
        stages?: string[];
        safety?: string[];
        approval?: boolean;
      }>;
    };

    /**
     * What is known of sources beside what they tell. For each member the first entry counts that matches and has it.
     * Default none.
     */
    sources?: Array<{
      /** The `source` of records, `host/path` for example; `*` matches anything. */
      source: string;
      /**
       * What it can tell, in place of what it declares itself: where it tells nothing of that, there was nothing. What
       * it has told once it can tell anyway.
       */
      reach?: Array<
        | 'deployments'
        | 'failures'
        | 'waits.approval'
        | 'waits.queue'
        | 'changes'
        | 'gates'
        | 'pipelines'
        | 'incidents'
        | 'provisionings'
      >;
      /** The environment of its deployments that name none. */
      environment?: string;
    }>;

    /** Scheduled work. */
    schedule?: {
      /** Synchronization with the catalog. Default every minute. */
      catalog?: SchedulerServiceTaskScheduleDefinitionConfig;
      /** Evaluation of everything, because windows slide. Default at 02:00 UTC. */
      fullPass?: SchedulerServiceTaskScheduleDefinitionConfig;
      /** Removal of what is no longer kept. Default at 04:00 UTC. */
      retention?: SchedulerServiceTaskScheduleDefinitionConfig;
    };

    /**
     * How long things are kept, each an ISO 8601 or human duration or `forever`. A duration that is shorter than
     * scorecards need is refused at start. Provisionings, what sources can tell, tasks and their events are kept
     * forever.
     */
    retention?: {
      /**
       * Deployments, by the time they ended. The newest of each entity, the last success of each environment, and the
       * first one after each provisioning stay. At least the model's window and 14 days. Default 400 days.
       */
      deployments?: HumanDuration | string;
      /** Incidents, by the time they were opened. At least the model's window and 400 days. Default 800 days. */
      incidents?: HumanDuration | string;
      /** Facts, by the time they were observed. At least the model's window and 400 days. Default 800 days. */
      facts?: HumanDuration | string;
      /**
       * CDEvents. Those of environments and repositories stay, and those joined to a newer event. At least the
       * model's window and 14 days. Default 400 days.
       */
      events?: HumanDuration | string;
      /** What was sent for no entity, since it was sent last. Default 400 days. */
      unmatched?: HumanDuration | string;
      /** Evaluations and replays that were asked for, since their end. Default 90 days. */
      evaluationRuns?: HumanDuration | string;
      /** The state of collectors, since their last run. Default 400 days. */
      collectorRuns?: HumanDuration | string;
      /** The evidence of resolved and withdrawn tasks. At least 31 days. Default 400 days. */
      taskEvidence?: HumanDuration | string;
      /** History by the day; older history is kept by the week. At least 38 days. Default 365 days. */
      dailyHistory?: HumanDuration | string;
    };

    /** What comes in. */
    ingest?: {
      /** Accept the 0.6 draft of CDEvents with its approval events. Default false. */
      cdeventsDrafts?: boolean;
    };

    /** The workers that evaluate entities. */
    evaluation?: {
      /** Entities per claim and transaction, 1 to 1000. Default 25. */
      batchSize?: number;
      /** Claiming loops of each process, 1 to 16; always one on SQLite. Default 2. */
      workers?: number;
      /** How long a claim holds before another worker may take it over. Default 2 minutes. */
      lease?: HumanDuration | string;
      /** How often workers look for what other processes marked. Default 500 milliseconds. */
      poll?: HumanDuration | string;
    };
  };
}
