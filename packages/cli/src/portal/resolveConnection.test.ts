// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { resolveConnection } from './resolveConnection';

describe('resolveConnection', () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'maturity-'));
    fs.mkdirSync(path.join(folder, '.data'));
    fs.mkdirSync(path.join(folder, 'deep', 'inside'), { recursive: true });
    fs.writeFileSync(
      path.join(folder, '.data', 'connection.json'),
      JSON.stringify({ baseUrl: 'http://localhost:7007', token: 'made-here' }),
    );
  });

  afterEach(() => fs.rmSync(folder, { recursive: true }));

  it('finds the development portal from a folder inside the repository', () => {
    expect(
      resolveConnection({ folders: [path.join(folder, 'deep', 'inside')] }),
    ).toEqual({ baseUrl: 'http://localhost:7007', token: 'made-here' });
  });

  it('prefers what is given, with or without the path of the API', () => {
    expect(
      resolveConnection({
        url: 'https://portal.example.com/api/maturity/',
        token: 'given',
        folders: [folder],
      }),
    ).toEqual({ baseUrl: 'https://portal.example.com', token: 'given' });
  });

  it('never sends the token of the development portal elsewhere', () => {
    expect(() =>
      resolveConnection({
        url: 'https://portal.example.com',
        folders: [folder],
      }),
    ).toThrow("No token is known for 'https://portal.example.com'");
  });

  it('says what to do about a file that was cut off', () => {
    fs.writeFileSync(path.join(folder, '.data', 'connection.json'), '{"ba');

    expect(() => resolveConnection({ folders: [folder] })).toThrow(
      'Start the portal once more',
    );
  });

  it('says how to start a portal when none is known', () => {
    expect(() => resolveConnection({ folders: [os.tmpdir()] })).toThrow(
      'Give its address with --url or MATURITY_BASE_URL',
    );
  });
});
