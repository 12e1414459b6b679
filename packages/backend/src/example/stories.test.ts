// SPDX-License-Identifier: Apache-2.0
import { services } from './organization';
import { pipelineFilesOf } from './pipelines';
import { nextStory, pastSituations } from './stories';

const epoch = Date.parse('2026-11-20T12:00:00Z');

it('always finds a team that changes its pipeline, for better most of the time', () => {
  const situations = pastSituations(services, epoch);
  const repairs: boolean[] = [];
  for (let turn = 0; turn < 300; turn++) {
    const at = epoch + turn * 180_000;
    const { service, step } = nextStory(services, situations, at, turn)!;
    const before = situations[service.name] ?? [];
    const after = [...before, step];
    expect(pipelineFilesOf(service, after, at)).not.toEqual(
      pipelineFilesOf(service, before, at),
    );
    situations[service.name] = after;
    repairs.push(!step.addGate);
  }
  const better = repairs.slice(0, 28).filter(Boolean);
  expect(better.length).toBeGreaterThan(20);
  expect(repairs.slice(-28)).toContain(true);
  expect(repairs.slice(-28)).toContain(false);
});
