// SPDX-License-Identifier: Apache-2.0

const HOUR = 3_600_000;

/** CDEvents of so many deployments of a service of the example, one each hour until now. */
export function deployedEvents(service: string, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    context: {
      version: '0.4.1',
      id: `e2e-${service}-${index}`,
      source: `https://git.example.com/harborline/${service}`,
      type: 'dev.cdevents.service.deployed.0.2.0',
      timestamp: new Date(Date.now() - (count - index) * HOUR).toISOString(),
    },
    subject: {
      id: service,
      type: 'service',
      content: {
        environment: { id: 'production' },
        artifactId: `pkg:generic/${service}@v9.0.${index}`,
      },
    },
  }));
}
