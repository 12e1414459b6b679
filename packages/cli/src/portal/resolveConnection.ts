// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import fs from 'node:fs';
import path from 'node:path';

/** Where the backend is and how to speak to it. */
export interface Connection {
  baseUrl: string;
  token: string;
}

const DEVELOPMENT_FILE = path.join('.data', 'connection.json');

/**
 * Options and environment come first. Without them the connection of a
 * development portal is found, which `npm start` leaves in its ignored data
 * folder. Its token is never sent to another address.
 */
export function resolveConnection(options: {
  url?: string;
  token?: string;
  /** Searched for a development portal, and their parents. */
  folders: string[];
}): Connection {
  const url = options.url && normalize(options.url);
  if (url && options.token) {
    return { baseUrl: url, token: options.token };
  }
  const [development] = options.folders.flatMap(
    folder => findDevelopment(folder) ?? [],
  );
  const baseUrl = url ?? development?.baseUrl;
  const token =
    options.token ??
    (development?.baseUrl === baseUrl ? development?.token : undefined);
  if (!baseUrl) {
    throw new InputError(
      'No Backstage backend is known. Give its address with --url or MATURITY_BASE_URL, for example --url https://backstage.example.com. In a checkout of this project, `npm start` runs a portal that the command finds by itself.',
    );
  }
  if (!token) {
    throw new InputError(
      `No token is known for '${baseUrl}'. Give one with --token or MATURITY_TOKEN. To create one, see https://github.com/delivery-maturity/backstage-maturity/blob/main/docs/ingest.md`,
    );
  }
  return { baseUrl, token };
}

/** The address with or without the path of the API is accepted. */
function normalize(url: string): string {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new InputError(
      `'${url}' is no address of a portal. Give it like https://portal.example.com`,
    );
  }
  return url.replace(/\/+$/, '').replace(/\/api\/maturity(\/v1)?$/, '');
}

function findDevelopment(folder: string): Connection | undefined {
  const file = path.join(folder, DEVELOPMENT_FILE);
  if (fs.existsSync(file)) {
    return readDevelopment(file);
  }
  const parent = path.dirname(folder);
  return parent === folder ? undefined : findDevelopment(parent);
}

function readDevelopment(file: string): Connection {
  try {
    const { baseUrl, token } = JSON.parse(fs.readFileSync(file, 'utf8'));
    return { baseUrl, token };
  } catch {
    throw new InputError(
      `'${file}' cannot be read. Start the portal once more, which writes it anew, or give --url and --token.`,
    );
  }
}
