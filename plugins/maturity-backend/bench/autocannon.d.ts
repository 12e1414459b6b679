// SPDX-License-Identifier: Apache-2.0
declare module 'autocannon' {
  interface Instance
    extends Promise<{
      errors: number;
      non2xx: number;
      statusCodeStats: Record<string, { count: number }>;
    }> {
    on(
      event: 'response',
      listener: (
        client: unknown,
        status: number,
        bytes: number,
        milliseconds: number,
      ) => void,
    ): void;
  }
  /** Only what the benchmark uses. */
  export default function autocannon(
    options: {
      url: string;
      connections: number;
      duration: number;
      headers: Record<string, string>;
      requests: { method: 'GET'; path: string }[];
    },
    done?: undefined,
  ): Instance;
}
