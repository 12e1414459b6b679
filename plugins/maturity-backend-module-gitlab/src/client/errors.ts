// SPDX-License-Identifier: Apache-2.0
export {
  ProviderNotFoundError as GitlabNotFoundError,
  ProviderPermissionError as GitlabPermissionError,
} from '@delivery-maturity/backstage-plugin-maturity-node';

/** As errors name it. @internal */
export const PROVIDER = 'GitLab';
