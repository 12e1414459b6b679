// SPDX-License-Identifier: Apache-2.0
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { CollectorRegistration } from '@delivery-maturity/backstage-plugin-maturity-node';

const AT = 'maturity.collectors';

/**
 * Refuses options of collectors that are not there: their name is misspelled, or their module is not installed. One
 * that is turned off does not register.
 *
 * @throws InputError with a sentence for each
 * @internal
 */
export function requireKnownCollectors(
  config: Config,
  registrations: CollectorRegistration[],
): void {
  const ids = registrations.map(({ collector }) => collector.id);
  const collectors = config.getOptionalConfig(AT);
  const unknown = (collectors?.keys() ?? []).filter(
    key =>
      !ids.includes(key) &&
      collectors?.getOptional([key, 'enabled'].join('.')) !== false,
  );
  if (unknown.length > 0) {
    const installed = ids.length > 0 ? ids.join(', ') : 'none';
    throw new InputError(
      unknown
        .map(
          key =>
            `'${AT}.${key}' has options, but no collector '${key}' is installed. Correct its name, install its module, or remove the options; installed: ${installed}.`,
        )
        .join('\n'),
    );
  }
}
