// SPDX-License-Identifier: Apache-2.0
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { loadConfigSchema } from '@backstage/config-loader';
import { JsonObject, JsonValue } from '@backstage/types';
import backend from '@delivery-maturity/backstage-plugin-maturity-backend';
import github from '@delivery-maturity/backstage-plugin-maturity-backend-module-github';
import gitlab from '@delivery-maturity/backstage-plugin-maturity-backend-module-gitlab';
import scaffolder from '@delivery-maturity/backstage-plugin-maturity-backend-module-scaffolder';

jest.setTimeout(60_000);

interface JsonSchema {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
}

const PACKAGES = {
  backend,
  'backend-module-github': github,
  'backend-module-gitlab': gitlab,
  'backend-module-scaffolder': scaffolder,
};
type PackageName = keyof typeof PACKAGES;
const NAMES = Object.keys(PACKAGES) as PackageName[];

/** The schema of what a package may find below `maturity`, made from its `config.d.ts`. */
async function schemaOf(name: PackageName): Promise<JsonSchema> {
  const full = `@delivery-maturity/backstage-plugin-maturity-${name}`;
  const loaded = await loadConfigSchema({
    dependencies: [],
    packagePaths: [require.resolve(`${full}/package.json`)],
  });
  const { schemas } = loaded.serialize() as unknown as {
    schemas: { packageName: string; value: JsonSchema }[];
  };
  const own = schemas.find(({ packageName }) => packageName === full);
  return own!.value.properties!.maturity;
}

/** Keys that Backstage or a predicate reads by itself. */
const READ_ELSEWHERE =
  /^(filter|applies|frequency|timeout|initialDelay|lease|poll|within|backfill|deployments|incidents|facts|events|unmatched|evaluationRuns|collectorRuns|taskEvidence|dailyHistory)$/;

/** Every key that a schema has, each object with one that it has not. */
function misspelled(schema: JsonSchema, key = ''): JsonValue {
  if (schema.items) {
    return [misspelled(schema.items, key)];
  }
  if (!schema.properties || READ_ELSEWHERE.test(key)) {
    return 'value';
  }
  const known = Object.entries(schema.properties).map(([name, below]) => [
    name,
    misspelled(below, name),
  ]);
  return Object.fromEntries([...known, ['mispelled', 'value']]) as JsonObject;
}

/** How many objects that is. */
function objectsIn(value: JsonValue): number {
  if (typeof value !== 'object' || value === null) {
    return 0;
  }
  const inside = Object.values(value as JsonObject).reduce<number>(
    (sum, item) => sum + objectsIn(item ?? null),
    0,
  );
  return inside + (Array.isArray(value) ? 0 : 1);
}

async function refusal(maturity: JsonValue): Promise<string> {
  const started = await startTestBackend({
    features: [
      ...Object.values(PACKAGES),
      mockServices.rootConfig.factory({
        data: { maturity: maturity as JsonObject },
      }),
    ],
  }).catch(error => String(error.message ?? error));
  if (typeof started === 'string') return started;
  await started.stop();
  return '';
}

describe('a key below maturity that nobody reads', () => {
  it.each(NAMES)('is refused at start wherever it stands: %s', async name => {
    const maturity = misspelled(await schemaOf(name)) as JsonObject;
    // Beside the options of a collector stand those of others.
    delete (maturity.collectors as JsonObject | undefined)?.mispelled;
    if (name !== 'backend') delete maturity.mispelled;

    const said = await refusal(maturity);

    const unknown = said.match(/'maturity\S*' is not known/g) ?? [];
    expect(unknown.filter(line => !line.includes('mispelled'))).toEqual([]);
    const containers = name === 'backend' ? 0 : 2;
    expect(unknown).toHaveLength(objectsIn(maturity) - containers);
  });

  it('is the name of a collector that is not installed', async () => {
    expect(
      await refusal({ collectors: { gihtub: { budgetShare: 0.2 } } }),
    ).toContain(
      "'maturity.collectors.gihtub' has options, but no collector 'gihtub' is installed.",
    );
  });

  it('may be an option of a collector that is turned off', async () => {
    expect(
      await refusal({ collectors: { scaffolder: { enabled: false } } }),
    ).toBe('');
  });
});
