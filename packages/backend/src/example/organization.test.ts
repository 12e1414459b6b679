// SPDX-License-Identifier: Apache-2.0
import { archetypes } from './archetypes';
import { catalogEntities } from './catalogEntities';
import { DAY } from './courses';
import { deploymentsBetween } from './deployments';
import { removedService, RENAMED, services, teams } from './organization';
import { pastSituations } from './stories';

const epoch = Date.parse('2026-11-20T12:00:00Z');
const situations = pastSituations(services, epoch);
const deployments = services.flatMap(service =>
  deploymentsBetween(
    service,
    situations[service.name] ?? [],
    epoch,
    epoch - 90 * DAY,
    epoch,
  ),
);

describe('the example organization', () => {
  it('has sixty services of eight nested teams over four systems', () => {
    const entities = catalogEntities('after');
    const kinds = (kind: string) =>
      entities.filter(entity => entity.kind === kind);
    expect(kinds('Component')).toHaveLength(60);
    expect(kinds('System')).toHaveLength(4);
    expect(kinds('Group').filter(({ spec }) => spec?.parent)).toHaveLength(8);
    expect(new Set(services.map(({ team }) => team))).toEqual(
      new Set(teams.map(({ name }) => name)),
    );
  });

  it('shows each kind of wait, each outcome, both golden paths, and who has no data, went silent or is new', () => {
    const kinds = deployments.flatMap(({ waits }) =>
      (waits ?? []).map(({ kind }) => kind),
    );
    expect(new Set(kinds)).toEqual(
      new Set(['approval', 'timer', 'concurrency', 'queue']),
    );
    expect(new Set(deployments.map(({ outcome }) => outcome))).toEqual(
      new Set(['pending', 'succeeded', 'failed', 'rejected']),
    );
    expect(
      new Set(deployments.map(({ pipeline }) => pipeline?.template?.id)),
    ).toEqual(new Set(['service-delivery', 'batch-delivery', undefined]));
    expect(new Set(services.map(({ archetype }) => archetype))).toEqual(
      new Set([...Object.keys(archetypes), undefined]),
    );
    expect(services.some(({ silentForDays }) => silentForDays)).toBe(true);
    expect(services.some(({ ageInDays }) => ageInDays < 7)).toBe(true);
    expect(services.filter(({ monorepo }) => monorepo)).toHaveLength(3);
  });

  it('renames one service and removes one after its past is told', () => {
    const names = (stage: 'before' | 'after') =>
      catalogEntities(stage).map(({ metadata }) => metadata.name);
    expect(names('before')).toEqual(
      expect.arrayContaining([RENAMED.from, removedService.name]),
    );
    expect(names('after')).toContain(RENAMED.to);
    expect(names('after')).not.toContain(RENAMED.from);
    expect(names('after')).not.toContain(removedService.name);
  });
});
