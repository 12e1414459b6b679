// SPDX-License-Identifier: Apache-2.0
import { createBackend } from '@backstage/backend-defaults';
import { createExampleOrganization } from './example';
import { examplePolicyModule } from './policy';

const backend = createBackend();
const example = createExampleOrganization();

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(examplePolicyModule);

backend.add(import('@delivery-maturity/backstage-plugin-maturity-backend'));
backend.add(
  import('@delivery-maturity/backstage-plugin-maturity-backend-module-github'),
);
backend.add(
  import('@delivery-maturity/backstage-plugin-maturity-backend-module-gitlab'),
);
backend.add(
  import(
    '@delivery-maturity/backstage-plugin-maturity-backend-module-scaffolder'
  ),
);
backend.add(example.catalogModule);
backend.add(example.deliveries);

backend.start();
