// SPDX-License-Identifier: Apache-2.0
import { PipelineReference } from '../../records';
import { ExpressionScope, ExpressionValue, inputValue } from '../expressions';
import { asTypeOf } from '../readJob';
import {
  Template,
  TemplatePipeline,
  TemplateRegistry,
  TemplateSnapshot,
} from '../types';
import { findTemplate, pathsOfCall } from './findTemplate';
import { resolveRef } from './resolveReference';
import { catalogueOf } from './versions';

/** What a call of an approved template leads to. @internal */
export interface CalledFile {
  template: Template;
  /** The template at the version used, where its files are known. */
  snapshot?: TemplateSnapshot;
  file?: TemplatePipeline;
}

/** Finds the file that a reference calls, at the version that it means. @internal */
export function calledFile(
  call: PipelineReference,
  registry: TemplateRegistry,
): CalledFile | undefined {
  const template = findTemplate(call, registry);
  if (!template) {
    return undefined;
  }
  const snapshot = snapshotOf(call, template);
  const paths = pathsOfCall(call);
  const file = snapshot?.pipelines.find(({ path }) => paths.includes(path));
  return { template, snapshot, file };
}

/** The files of a template at the commit that a reference means. */
function snapshotOf(
  reference: PipelineReference,
  template: Template,
): TemplateSnapshot | undefined {
  const at = (revision: string | undefined) =>
    revision === undefined
      ? undefined
      : template.snapshots.find(
          snapshot =>
            snapshot.revision.toLowerCase() === revision.toLowerCase(),
        );
  const target = resolveRef(reference, template);
  const exact = at(target.revision);
  if (exact) {
    return exact;
  }
  const { releases, byName } = catalogueOf(template);
  if (target.kind === 'sha' && reference.versionComment) {
    return at(byName.get(reference.versionComment)?.revision);
  }
  if (target.floating) {
    // The state of the branch is whatever was read last and is no release; else the newest release.
    const released = new Set(releases.map(({ revision }) => revision));
    const heads = template.snapshots.filter(
      ({ revision }) => !released.has(revision.toLowerCase()),
    );
    return (
      heads[heads.length - 1] ??
      at(releases[releases.length - 1]?.revision) ??
      template.snapshots[template.snapshots.length - 1]
    );
  }
  return undefined;
}

/** The inputs that a called file sees: what the caller gives, else the declared default. @internal */
export function calledScope(
  call: Pick<PipelineReference, 'inputs'>,
  inputs: TemplatePipeline['inputs'],
  caller: ExpressionScope,
): ExpressionScope {
  const values: Record<string, ExpressionValue> = Object.create(null);
  for (const [name, input] of Object.entries(inputs)) {
    values[name] = input.default ?? '';
  }
  for (const [name, value] of Object.entries(call.inputs ?? {})) {
    const given = inputValue(value, caller);
    const declared = Object.hasOwn(inputs, name)
      ? inputs[name].default
      : undefined;
    values[name] =
      declared === undefined || given === undefined || given === null
        ? given
        : asTypeOf(declared, given);
  }
  return {
    inputs: values,
    closed: true,
    // A called workflow sees the event of its caller.
    ...(caller.event === undefined ? {} : { event: caller.event }),
  };
}
