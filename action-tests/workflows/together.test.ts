import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { createRepositorySettings } from '../../sandbox/cli/act-files.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { CheckedClient } from '../black-box/test-job.ts';
import { runAct } from './act.ts';
import type { ActRun } from './act-run.ts';

/** An item of the registry, without what reading and indexing change. */
type Item = Readonly<Record<string, unknown>>;

/** The registry before and after a workflow. */
interface Difference {
  /** Subtypes of new items. */
  readonly created: readonly string[];
  /** Names of changed fields by item. */
  readonly changed: Readonly<Record<string, readonly string[]>>;
}

suite('examples that write to the same items, run by act one after the other, twice', () => {
  let sandbox: Sandbox;
  /** Items of registry/, by `$id` or path. */
  let ids: Readonly<Record<string, string>> = {};
  before(async () => {
    sandbox = await startSandbox({ pace: 'fast' });
  });
  after(() => sandbox.close());

  async function readRegistry(): Promise<ReadonlyMap<string, Item>> {
    const items = await new CheckedClient(sandbox, 'admin').list('registry', '/registry/general/list', {});
    return new Map(items.map((item) => [String(item['id']), item]));
  }

  async function runExample(
    name: string,
    event = 'workflow_dispatch',
  ): Promise<{ readonly run: ActRun; readonly difference: Difference }> {
    const { vars, secrets } = createRepositorySettings(sandbox);
    const model = ids['co2'];
    const earlier = await readRegistry();
    const run = await runAct({
      workflow: `examples/${name}`,
      event,
      vars: { ...vars, ...(model === undefined ? {} : { MODEL_ID: model }) },
      secrets,
    });
    assert.equal(run.exitCode, 0, run.log);
    return { run, difference: compare(earlier, await readRegistry()) };
  }

  const register = () => runExample('provenance-as-code.yml');
  const NOTHING: Difference = { created: [], changed: {} };

  test('provenance-as-code.yml creates the items once, and a second run changes nothing', async () => {
    const { run, difference } = await register();
    const output = run.outputs.findLast(({ step, name }) => step === 'register' && name === 'ids');
    ids = JSON.parse(output?.value ?? '{}');
    assert.equal(Object.keys(ids).length, 4, run.log);
    assert.deepEqual(
      difference.created.filter((subtype) => subtype !== 'CREATE'),
      ['DATASET_TEMPLATE', 'DATASET_TEMPLATE', 'MODEL', 'MODEL_RUN_WORKFLOW_TEMPLATE'],
    );
    assert.deepEqual(difference.changed, {});
    assert.deepEqual((await register()).difference, NOTHING);
  });

  for (const pass of ['first', 'second']) {
    test(`record-run.yml creates its own records and changes no item in the ${pass} pass`, async () => {
      const { difference } = await runExample('record-run.yml');
      const matches = difference.created.filter((subtype) => subtype !== 'CREATE');
      assert.deepEqual(matches, [...Array(4).fill('DATASET'), ...Array(3).fill('MODEL_RUN')]);
      assert.deepEqual(difference.changed, {});
      assert.deepEqual((await register()).difference, NOTHING);
    });

    test(`versions.yml creates one version, which provenance-as-code.yml keeps, in the ${pass} pass`, async () => {
      const { run, difference } = await runExample('versions.yml', 'release');
      assert.deepEqual(difference.created, ['MODEL', 'VERSION'], run.log);
      const version =
        run.outputs.findLast(({ step, name }) => step === 'version' && name === 'id')?.value ?? '';
      const written = (await readRegistry()).get(version);
      assert.match(String(written?.['source_url']), /\/tree\/[0-9a-f]{40}$/);

      const followed = await register();
      const template = ids['registry/workflow.yaml'] ?? '';
      assert.deepEqual(followed.difference.created, [], followed.run.log);
      assert.deepEqual(Object.keys(followed.difference.changed), [template], followed.run.log);
      const registry = await readRegistry();
      assert.equal(registry.get(template)?.['software_id'], version);
      assert.deepEqual(registry.get(version), written);
      assert.match(followed.run.log, /follows the latest version of co2/);
      assert.match(followed.run.log, /source_url was changed outside of the document/);
      assert.deepEqual((await register()).difference, NOTHING);
    });
  }
});

function compare(before: ReadonlyMap<string, Item>, after: ReadonlyMap<string, Item>): Difference {
  const created = [...after].filter(([id]) => !before.has(id));
  const changed = [...before].flatMap(([id, item]) => {
    const now = after.get(id) ?? {};
    const names = [...new Set([...Object.keys(item), ...Object.keys(now)])];
    const differing = names.filter((name) => JSON.stringify(item[name]) !== JSON.stringify(now[name]));
    return differing.length > 0 ? [[id, differing] as const] : [];
  });
  return {
    created: created.map(([, item]) => String(item['item_subtype'])).sort(),
    changed: Object.fromEntries(changed),
  };
}
