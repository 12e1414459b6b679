// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { MAX_INGEST_BYTES } from '@delivery-maturity/backstage-plugin-maturity-common';
import express, { Request, Response } from 'express';
import { RequestError } from './RequestError';

/** Deeper than any event or record; what is nested deeper only means to exhaust whoever walks it. */
const MAX_DEPTH = 100;

const MEBIBYTE = 1024 * 1024;

/**
 * A reader of JSON bodies of the given media types, whose every refusal is a sentence with its status.
 *
 * @internal
 */
export function createBodyReader(
  types: string[],
): (request: Request, response: Response) => Promise<unknown> {
  const parse = express.json({
    limit: MAX_INGEST_BYTES,
    strict: false,
    type: types,
    verify: (_request, _response, bytes) => requireShallow(bytes),
  });
  return async (request, response) => {
    requireBody(request, types);
    await new Promise<void>((resolve, reject) =>
      parse(request, response, error =>
        error ? reject(toSentence(error)) : resolve(),
      ),
    );
    return request.body;
  };
}

function requireBody(request: Request, types: string[]): void {
  const length = request.headers['content-length'];
  const isEmpty =
    request.headers['transfer-encoding'] === undefined &&
    (length === undefined || length === '0');
  if (isEmpty) {
    throw new InputError(
      `The request has no body. Send JSON with the header 'Content-Type: ${types[0]}'.`,
    );
  }
  if (!request.is(types)) {
    const given = request.headers['content-type'];
    throw new RequestError(
      415,
      'UnsupportedMediaTypeError',
      `The body's media type is ${
        given ? `'${given.slice(0, 100)}'` : 'not given'
      }. Send the header 'Content-Type' with one of: ${types.join(', ')}.`,
    );
  }
}

/** What Express' body parser tells of a failure. */
interface ParserError extends Error {
  type?: string;
}

function toSentence(error: ParserError): Error {
  switch (error.type) {
    case 'entity.too.large':
      return new RequestError(
        413,
        'PayloadTooLargeError',
        `The body is larger than the ${
          MAX_INGEST_BYTES / MEBIBYTE
        } MiB of one call. Send it in several calls.`,
      );
    case 'entity.parse.failed':
      return new InputError(
        `The body is not valid JSON: ${error.message}. Correct it and send it again.`,
      );
    case 'encoding.unsupported':
      return new RequestError(
        415,
        'UnsupportedMediaTypeError',
        "The body's encoding is not known. Send it as it is, or with 'Content-Encoding: gzip' or 'deflate'.",
      );
    case 'charset.unsupported':
      return new RequestError(
        415,
        'UnsupportedMediaTypeError',
        "The body's character set is not known. Send JSON in UTF-8.",
      );
    default:
      // What the verification above refused comes with its sentence.
      return new InputError(
        error instanceof InputError || error.type === 'entity.verify.failed'
          ? error.message
          : `The body could not be read: ${error.message}. Send it again.`,
      );
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

function requireShallow(bytes: Buffer): void {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (isText) {
      if (byte === BACKSLASH) {
        at += 1;
      } else if (byte === QUOTE) {
        isText = false;
      }
    } else if (byte === QUOTE) {
      isText = true;
    } else if (OPENING.has(byte)) {
      depth += 1;
      if (depth > MAX_DEPTH) {
        throw new InputError(
          `The body is nested deeper than ${MAX_DEPTH} levels, which no event or record is. Send it flat.`,
        );
      }
    } else if (CLOSING.has(byte)) {
      depth -= 1;
    }
  }
}
