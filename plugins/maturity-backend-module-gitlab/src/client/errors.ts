// SPDX-License-Identifier: Apache-2.0
/** As errors name it. @internal */
export const PROVIDER = 'GitLab';
