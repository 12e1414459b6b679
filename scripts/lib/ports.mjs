// SPDX-License-Identifier: Apache-2.0
import net from 'node:net';
import { UserError } from './errors.mjs';

/** Fails with a sentence when something listens on the port already. */
export async function requireFreePort(port, purpose, option) {
  // Somebody may listen on one address family or on the loopback only.
  for (const host of ['0.0.0.0', '127.0.0.1', '::', '::1']) {
    const problem = await tryPort(port, host);
    if (problem === 'EADDRINUSE') {
      throw new UserError(
        `Port ${port}, needed for the ${purpose}, is taken by another program. Stop that program, or choose another port: npm start -- ${option} ${
          port + 100
        }`,
      );
    }
    if (problem === 'EACCES') {
      throw new UserError(
        `This account may not listen on port ${port}. Choose another: npm start -- ${option} ${
          port + 10000
        }`,
      );
    }
  }
}

function tryPort(port, host) {
  return new Promise(resolve => {
    const server = net.createServer();
    server.once('error', error => resolve(error.code));
    server.listen({ port, host, exclusive: true, ipv6Only: true }, () =>
      server.close(() => resolve(undefined)),
    );
  });
}

/** A port that nothing listens on at this moment. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
