// SPDX-License-Identifier: Apache-2.0
import {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { apiContract } from '@delivery-maturity/backstage-plugin-maturity-common';
import { z } from 'zod';
import { ChangePermission } from '../permissions/ChangePermission';
import { ReadPermission } from '../permissions/ReadPermission';
import { BodyOf, QueryOf } from '../service/types';

type Contract = typeof apiContract;

/** The name of a call in the contract. @internal */
export type CallId = keyof Contract;

/** A call's answer: a value, JSON, or text piece by piece. @internal */
export type Answer =
  | { status?: number; body: unknown }
  | { json: string }
  | { stream: AsyncIterable<string>; fileName: string };

/** A call after its parts were parsed. @internal */
export interface Call<K extends CallId> {
  params: Contract[K] extends { params: infer P extends z.ZodType }
    ? z.output<P>
    : undefined;
  query: QueryOf<K>;
  body: BodyOf<K>;
  contentType?: string;
  /** Of a CloudEvent in binary mode, whose headers begin with `ce-`. */
  attributes?: Record<string, string>;
  credentials: BackstageCredentials;
}

/** What permissions are asked of. @internal */
export interface Guards {
  reads: ReadPermission;
  changes: ChangePermission;
  /** Whether the caller is a service, such as a token of `backend.auth.externalAccess`. */
  isService(credentials: BackstageCredentials): boolean;
}

/**
 * Decides whether a caller may make a call, and gives the handler what it may touch.
 *
 * @throws NotAllowedError with a sentence that names the missing permission
 * @internal
 */
export type Permission<A> = (
  guards: Guards,
  credentials: BackstageCredentials,
) => Promise<A>;

/** What the auditor records of a call; calls that only read their caller's own view have none. @internal */
export interface Audit<K extends CallId> {
  eventId: string;
  severityLevel: 'low' | 'medium' | 'high' | 'critical';
  meta?: (call: Call<K>) => JsonObject;
}

/** What a handler answers, and what of it the auditor adds to its record. @internal */
export type Outcome = Answer & { audited?: JsonObject };

/** One call of the contract: who may make it, what is recorded of it, and what it does. @internal */
export interface CallEntry<K extends CallId> {
  audit?: Audit<K>;
  run(guards: Guards, call: Call<K>): Promise<Outcome>;
}

/** The auditor's view of a request. @internal */
export type AuditedRequest = Parameters<
  AuditorService['createEvent']
>[0]['request'];
