// SPDX-License-Identifier: Apache-2.0
import { ReactElement } from 'react';
import { useLocation } from 'react-router-dom';
import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { configure } from '@testing-library/react';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { maturityApiRef } from '../api';
import { MaturityPage } from '../components/MaturityPage';
import { pageRouteRef } from '../routes';
import { InMemoryPageApi } from '../testUtils';

// Asking for the computed style of every cell, only to see that nothing is
// hidden, takes longer than the rest of a test.
configure({ defaultHidden: true });

/** The address that the tests watch. @internal */
export const address: { current: string } = { current: '' };

function Address() {
  const { pathname, search } = useLocation();
  address.current = decodeURIComponent(`${pathname}${search}`);
  return null;
}

const READER = 'user:default/guest';

/** @internal */
export interface RenderPageOptions {
  path?: string;
  element?: ReactElement;
  /** False: the reader may change nothing. */
  permitted?: boolean;
  /** Groups that the reader belongs to. */
  groups?: string[];
}

/** Renders the maturity page, or something beside it, over answers from memory. @internal */
export function renderPage(
  api: InMemoryPageApi,
  options: RenderPageOptions = {},
) {
  const {
    path = '/maturity',
    element = <MaturityPage />,
    permitted = true,
    groups = ['group:default/team-checkout'],
  } = options;
  return renderInTestApp(
    <>
      {element}
      <Address />
    </>,
    {
      apis: [
        [maturityApiRef, api],
        mockApis.identity({
          userEntityRef: READER,
          ownershipEntityRefs: [READER, ...groups],
        }),
        mockApis.permission({
          authorize: permitted ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
        }),
      ],
      mountPath: '/maturity',
      mountedRoutes: {
        '/maturity': pageRouteRef,
        '/catalog/:namespace/:kind/:name':
          convertLegacyRouteRef(entityRouteRef),
      },
      initialRouteEntries: [path],
    },
  );
}
