// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef } from '@backstage/catalog-model';

/** `system checkout` for `system:default/checkout`; what cannot be read is shown as it is. @internal */
export function entityTitle(ref: string): string {
  try {
    const { kind, namespace, name } = parseEntityRef(ref);
    const place = namespace === 'default' ? name : `${namespace}/${name}`;
    return `${kind.toLocaleLowerCase('en-US')} ${place}`;
  } catch {
    return ref;
  }
}
