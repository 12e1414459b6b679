// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Serves a built app: its files, and its first page for every address that is a page of it. */
export function serveApp(folder, port) {
  const dist = path.join(folder, 'dist');
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(
      new URL(request.url, 'http://localhost').pathname,
    );
    const wanted = path.join(dist, name);
    const isFile =
      wanted.startsWith(dist + path.sep) &&
      fs.statSync(wanted, { throwIfNoEntry: false })?.isFile();
    if (!isFile && name.startsWith('/static/')) {
      response.writeHead(404).end();
      return;
    }
    const file = isFile ? wanted : path.join(dist, 'index.html');
    fs.readFile(file, (error, content) => {
      if (error) {
        // Another build may have taken the file away.
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, {
        'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
      });
      response.end(content);
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => resolve(server));
  });
}
