// SPDX-License-Identifier: Apache-2.0

interface ManagedTemplate {
  /** Part of the path of GitLab's own template, or of the name of its component. */
  template: RegExp;
  /** Variables that switch its jobs off. */
  switches: string[];
  /** Its jobs, where one that a project overrides may be switched off by its rules. */
  jobs: RegExp;
}

/** GitLab's own templates with what switches them off, as its documentation lists them. */
const MANAGED_TEMPLATES: ManagedTemplate[] = [
  {
    template: /(?:^|\/)sast(?:-iac)?\b/i,
    switches: ['SAST_DISABLED'],
    jobs: /^(?:sast|kics-iac-sast)$/,
  },
  {
    template: /secret-detection/i,
    switches: ['SECRET_DETECTION_DISABLED'],
    jobs: /^secret_detection$/,
  },
  {
    template: /dependency-scanning/i,
    switches: ['DEPENDENCY_SCANNING_DISABLED'],
    jobs: /^(?:dependency_scanning|dependency-scanning)$/,
  },
  {
    template: /container-scanning/i,
    switches: ['CONTAINER_SCANNING_DISABLED'],
    jobs: /^container_scanning$/,
  },
  {
    template: /(?:^|\/)dast(?:-api|-on-demand[\w-]*)?\b/i,
    switches: ['DAST_DISABLED', 'DAST_API_DISABLED'],
    jobs: /^dast(?:_api)?$/,
  },
  {
    template: /api-(?:fuzzing|security)/i,
    switches: ['API_FUZZING_DISABLED', 'APISEC_DISABLED'],
    jobs: /^apifuzzer_fuzz$|^api_security$/,
  },
  {
    template: /coverage-fuzzing/i,
    switches: ['COVFUZZ_DISABLED'],
    jobs: /^my_fuzz_target$/,
  },
  {
    template: /code-quality/i,
    switches: ['CODE_QUALITY_DISABLED'],
    jobs: /^code_quality$/,
  },
  { template: /jobs\/test\b/i, switches: ['TEST_DISABLED'], jobs: /^test$/ },
  { template: /jobs\/build\b/i, switches: ['BUILD_DISABLED'], jobs: /^build$/ },
];

/**
 * Whether a managed template runs nothing: its variable says so, or each of its jobs that the project overrides never
 * runs.
 *
 * @param include - path of the template, or address of the component
 * @param valueOf - value of a variable, undefined where the files do not tell it
 * @param neverRuns - names of the project's jobs that no run has
 * @internal
 */
export function isSwitchedOff(
  include: string,
  valueOf: (variable: string) => string | undefined,
  neverRuns: ReadonlySet<string>,
): boolean {
  const managed = MANAGED_TEMPLATES.find(({ template }) =>
    template.test(include),
  );
  if (!managed) {
    return false;
  }
  const isOff = managed.switches.some(name => {
    const value = valueOf(name)?.toLowerCase();
    // Before GitLab 16 any value switched them off.
    return value !== undefined && !['', 'false', '0', 'no'].includes(value);
  });
  return isOff || [...neverRuns].some(name => managed.jobs.test(name));
}
