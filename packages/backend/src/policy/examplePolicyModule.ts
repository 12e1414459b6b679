// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { ExamplePolicy } from './ExamplePolicy';
import { readPolicyName } from './readPolicyName';

/** Who sees what in the example portal. @internal */
export const examplePolicyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'maturity-example-policy',
  register(env) {
    env.registerInit({
      deps: { config: coreServices.rootConfig, policy: policyExtensionPoint },
      async init({ config, policy }) {
        // A misspelled name ends the start with its sentence.
        readPolicyName(config);
        policy.setPolicy(new ExamplePolicy(config));
      },
    });
  },
});
