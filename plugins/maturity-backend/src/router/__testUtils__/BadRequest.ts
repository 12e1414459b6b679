// SPDX-License-Identifier: Apache-2.0

/** A request that cannot be answered as it stands, and what is said of it. @internal */
export interface BadRequest {
  title: string;
  method?: 'get' | 'post' | 'put' | 'patch';
  path: string;
  as?:
    | 'service'
    | 'user'
    | 'restricted'
    | 'elsewhere'
    | 'blind'
    | 'none'
    | 'invalid';
  body?: unknown;
  raw?: string | Buffer;
  headers?: Record<string, string>;
  status: number;
  message?: RegExp;
}
