// SPDX-License-Identifier: Apache-2.0
import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { NotFoundError } from '@backstage/errors';
import {
  ApiCall,
  apiContract,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import express, { Request, Response } from 'express';
import Router from 'express-promise-router';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { createOpenApiDocument } from '../schema/createOpenApiDocument';
import { Calls } from '../calls/calls';
import { Answer, Call, CallId, Guards } from '../calls/types';
import { withAudit } from '../calls/withAudit';
import { parseRequest } from './parseRequest';
import { createBodyReader } from './readBody';

/** Calls whose service judges the body item by item, and tells each what is wrong with it. */
const UNPARSED_BODIES = new Set(['ingestCdevents', 'ingestRecords']);

/**
 * Serves every call of the contract in the same way: credentials, parse, permission and audit, one service call, send.
 *
 * @internal
 */
export function createRouter(options: {
  calls: Calls;
  guards: Guards;
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  metrics?: MetricsService;
}): express.Router {
  const { calls, guards, auditor, httpAuth, metrics } = options;
  const duration = metrics?.createHistogram<{ call: string; status: number }>(
    'maturity.request.duration',
    { description: 'Time to answer a call of the API', unit: 's' },
  );
  const router = Router();

  const serve = <K extends CallId>(id: K) => {
    const call: ApiCall = apiContract[id];
    const readBody =
      call.body && createBodyReader(call.bodyTypes ?? ['application/json']);
    const isUnparsed = UNPARSED_BODIES.has(id);
    router[call.method](call.path, async (request, response) => {
      const start = performance.now();
      response.once('close', () =>
        duration?.record((performance.now() - start) / 1000, {
          call: id,
          status: response.statusCode,
        }),
      );
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      const body = await readBody?.(request, response);
      const { params, query } = request;
      const parsed = parseRequest(
        isUnparsed ? { ...call, body: undefined } : call,
        { params, query, body },
      );
      const answer = await withAudit(
        { auditor, guards, request },
        calls[id],
        // The contract's schemas parsed these parts, which is what the type says of them.
        {
          ...parsed,
          ...(isUnparsed && { body }),
          contentType: request.headers['content-type'],
          attributes: readAttributes(request),
          credentials,
        } as Call<K>,
      );
      await send(answer, request, response);
    });
  };
  (Object.keys(apiContract) as CallId[]).forEach(id => serve(id));

  router.get('/v1/openapi.json', (_request, response) => {
    response.json(createOpenApiDocument());
  });
  router.use(request => {
    throw new NotFoundError(
      `There is no call '${request.method} ${request.path}'. GET /v1/openapi.json lists those that there are.`,
    );
  });
  return router;
}

/** The attributes of a CloudEvent in binary mode: what is no event has none. */
function readAttributes({ headers }: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith('ce-') && typeof value === 'string'
        ? [[name.slice('ce-'.length), decodeHeader(value)]]
        : [],
    ),
  );
}

/** CloudEvents encode in headers what headers cannot hold. */
function decodeHeader(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // A stray percent sign is part of the value.
    return value;
  }
}

async function send(
  answer: Answer,
  request: Request,
  response: Response,
): Promise<void> {
  if ('body' in answer) {
    response.status(answer.status ?? 200).json(answer.body);
    return;
  }
  if ('json' in answer) {
    response.type('json').send(answer.json);
    return;
  }
  const pieces = answer.stream[Symbol.asyncIterator]();
  // What is wrong with the request shows with the first piece, while the status can still say so.
  let piece = await pieces.next();
  response.setHeader('content-type', 'text/csv; charset=utf-8');
  response.setHeader(
    'content-disposition',
    `attachment; filename="${answer.fileName}"`,
  );
  const aborted = new AbortController();
  response.once('close', () => aborted.abort());
  try {
    while (!piece.done && !request.destroyed) {
      if (!response.write(piece.value)) {
        await once(response, 'drain', { signal: aborted.signal });
      }
      piece = await pieces.next();
    }
    response.end();
  } catch (error) {
    if (!aborted.signal.aborted) {
      // The status is sent: only a cut connection still tells that this is not everything.
      response.destroy(error as Error);
    }
  } finally {
    await pieces.return?.();
  }
}
