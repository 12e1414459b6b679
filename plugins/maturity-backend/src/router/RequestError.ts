// SPDX-License-Identifier: Apache-2.0

/** A refusal whose status no error of Backstage stands for. @internal */
export class RequestError extends Error {
  constructor(
    /** Read by the error handler of the HTTP service. */
    readonly statusCode: number,
    name: string,
    message: string,
  ) {
    super(message);
    this.name = name;
  }
}
