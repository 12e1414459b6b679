// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useAsyncData } from './useAsyncData';

/** Whether the reader belongs to any group of the catalog; undefined until it is known. @internal */
export function useHasGroup(): boolean | undefined {
  const identity = useApi(identityApiRef);
  return useAsyncData('groups of the reader', async () => {
    const { ownershipEntityRefs } = await identity.getBackstageIdentity();
    return ownershipEntityRefs.some(
      ref =>
        parseEntityRef(ref, { defaultKind: 'user' }).kind.toLocaleLowerCase(
          'en-US',
        ) === 'group',
    );
  }).value;
}
