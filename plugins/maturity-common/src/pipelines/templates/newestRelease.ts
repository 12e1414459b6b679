// SPDX-License-Identifier: Apache-2.0
import { Template } from '../types';
import { catalogueOf } from './versions';

/**
 * The highest version of a golden path that was released; by semantic version, never by date, because there are
 * back-ports.
 *
 * @public
 */
export function newestRelease(template: Template): string | undefined {
  const { releases } = catalogueOf(template);
  return releases[releases.length - 1]?.name;
}
