// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { request } from '@playwright/test';

/** Where the portal under test keeps its data; `npm start -- --data`. */
export const dataFolder = path.resolve(process.env.E2E_DATA ?? '.data/e2e');

/** A configuration file of the portal under test, followed while it runs. */
export const policyFile = path.resolve(
  process.env.E2E_POLICY_FILE ?? '.data/e2e-policy.yaml',
);

export const legacyUrl =
  process.env.E2E_LEGACY_URL ??
  `http://localhost:${Number(process.env.E2E_PORT ?? 3200) + 1}`;

/** The API as a pipeline uses it: with the ingest token of the portal. */
export async function ingestApi() {
  const { baseUrl, token } = JSON.parse(
    fs.readFileSync(path.join(dataFolder, 'connection.json'), 'utf8'),
  );
  return request.newContext({
    baseURL: `${baseUrl}/api/`,
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
}

/** The API as the signed-in guest uses it. */
export async function guestApi() {
  const { baseUrl } = JSON.parse(
    fs.readFileSync(path.join(dataFolder, 'connection.json'), 'utf8'),
  );
  const anonymous = await request.newContext();
  const answer = await anonymous.post(`${baseUrl}/api/auth/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await answer.json();
  await anonymous.dispose();
  return request.newContext({
    baseURL: `${baseUrl}/api/`,
    extraHTTPHeaders: { authorization: `Bearer ${backstageIdentity.token}` },
  });
}

export function setPolicy(policy: 'everything' | 'own-team') {
  fs.writeFileSync(policyFile, `maturityExample:\n  policy: ${policy}\n`);
}
