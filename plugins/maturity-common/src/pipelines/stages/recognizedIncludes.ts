// SPDX-License-Identifier: Apache-2.0
import { RecognizedInclude } from './recognizedThings';

/** GitLab's own templates and components, and the stages that they bring. */
export const RECOGNIZED_INCLUDES: RecognizedInclude[] = [
  {
    include: '*Auto-DevOps.gitlab-ci.yml',
    stages: ['build', 'test', 'security-scan', 'deploy'],
  },
  { include: '*Security/*.gitlab-ci.yml', stages: ['security-scan'] },
  { include: '*Jobs/SAST*', stages: ['security-scan'] },
  { include: '*Jobs/Secret-Detection*', stages: ['security-scan'] },
  { include: '*Jobs/Dependency-Scanning*', stages: ['security-scan'] },
  { include: '*Jobs/Container-Scanning*', stages: ['security-scan'] },
  { include: '*Jobs/Code-Quality*', stages: ['lint'] },
  { include: '*Code-Quality.gitlab-ci.yml', stages: ['lint'] },
  { include: '*Jobs/Build*', stages: ['build'] },
  { include: '*Jobs/Test*', stages: ['test'] },
  { include: '*Jobs/Deploy*', stages: ['deploy'] },
  { include: '*Deploy-ECS*', stages: ['deploy'] },
  { include: '*AWS/Deploy*', stages: ['deploy'] },
  { include: '*Terraform*.gitlab-ci.yml', stages: ['deploy'] },
  { include: '*Verify/*', stages: ['test'] },
  { include: '*components/sast/*', stages: ['security-scan'] },
  { include: '*components/secret-detection/*', stages: ['security-scan'] },
  { include: '*components/dependency-scanning/*', stages: ['security-scan'] },
  { include: '*components/container-scanning/*', stages: ['security-scan'] },
  { include: '*components/dast/*', stages: ['security-scan'] },
  { include: '*components/code-quality*', stages: ['lint'] },
  { include: '*components/opentofu/*', stages: ['deploy'] },
];
