// SPDX-License-Identifier: Apache-2.0
import {
  Gate,
  PipelineDefinition,
  PipelineReference,
  PlannedDeployment,
  SafetyDefault,
  Stage,
} from '../records';

/** One released (or moving) version of a golden path. @public */
export interface TemplateVersion {
  /** Tag name as the provider has it: `v6.1.0`, `v6`, `pkg@1.2.3`. */
  name: string;
  /** Full commit SHA. */
  revision: string;
  /** Absent on moving tags, which are not releases of their own. */
  releasedAt?: string;
}

/** A golden path's pipeline files, read, at one commit. @public */
export interface TemplateSnapshot {
  revision: string;
  /** The newest release among this commit's ancestors, where the commit is no release itself. */
  ancestorRelease?: string;
  pipelines: TemplatePipeline[];
}

/** What steps of a job do only under conditions that its caller's inputs may decide. @public */
export interface ConditionalStages {
  /**
   * Conditions of the step, and before it of the steps that call the actions around it. Each is evaluated over the inputs
   * of its own file, which the entry before it gives.
   */
  conditions: {
    condition?: string;
    /** What the step gives the action that it calls. */
    inputs?: PipelineReference['inputs'];
    /** Inputs that the called action declares. */
    declared?: Record<string, { default?: string | number | boolean }>;
  }[];
  stages: Stage[];
  safety?: SafetyDefault[];
  /** What waits for a person in these steps. */
  gates?: Gate[];
}

/** One callable file of a golden path. @public */
export interface TemplatePipeline {
  path: string;
  inputs: Record<string, { default?: string | number | boolean }>;
  jobs: {
    id: string;
    /** What it does for every caller; `conditional` has the rest. */
    stages: Stage[];
    conditional?: ConditionalStages[];
    /** Condition as written; evaluated for `inputs.*` only. */
    condition?: string;
    calls: PipelineReference[];
    safety?: SafetyDefault[];
    /** What waits for a person in this job. */
    gates?: Gate[];
  }[];
  /** What it deploys when it is called; names of environments may hold expressions over the inputs. */
  deployments?: PlannedDeployment[];
}

/** A golden path as declared in config or by `PUT /ingest/templates/:id`. @public */
export interface Template {
  id: string;
  title?: string;
  provider: 'github' | 'gitlab';
  /** Normalized `host/owner/name`. */
  repository: string;
  /** Approved paths; a trailing `*` matches the rest. */
  paths: string[];
  defaultBranch?: string;
  versions: TemplateVersion[];
  snapshots: TemplateSnapshot[];
  /** Declared stages, where the files at a version are not known. */
  stages?: Stage[];
  safety?: SafetyDefault[];
}

/** All golden paths in force. @public */
export interface TemplateRegistry {
  templates: Template[];
}

/** Where a reference stands among its template's versions. @public */
export interface ResolvedReference {
  reference: PipelineReference;
  template: Template;
  refKind: 'branch' | 'tag' | 'sha' | 'unknown';
  floating: boolean;
  resolvedRevision?: string;
  /** Highest release at the commit, else the newest release among its ancestors. */
  resolvedVersion?: string;
  newestVersion?: string;
  releasesBehind?: number;
  /** Release date of the newest minus release date of the used version, days. */
  daysBehind?: number;
  /** Days since a higher version was first released, as of `now`; 0 when newest. */
  driftDays?: number;
}

/** @public */
export interface PipelineFile {
  path: string;
  content: string;
}

/** A file that could not be read, with where and why. @public */
export interface PipelineFileProblem {
  path: string;
  line?: number;
  column?: number;
  /** A sentence: what is wrong and how to fix it. */
  message: string;
}

/** @public */
export interface ReadPipelinesResult {
  pipelines: PipelineDefinition[];
  problems: PipelineFileProblem[];
}
