import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { createModelRunDocument, registerRun } from '../black-box/model-run.ts';
import { createOddGraph, startOddGraphProxy } from '../black-box/odd-graph.ts';
import { expectSuccess } from '../black-box/step-assertions.ts';
import { CheckedClient, useJob } from '../black-box/test-job.ts';
import { runScript } from './python-scripts.ts';

/** The JSON-LD context of RO-Crate 1.2, which no Python package has. */
const CONTEXT = fileURLToPath(import.meta.resolve('ro-crate/lib/context.json'));

interface Finding {
  readonly check: string;
  readonly message: string;
  readonly entity: string;
}

interface Validation {
  readonly required: readonly Finding[];
  readonly recommended: readonly Finding[];
  /** Number of checks that ran. */
  readonly checks: number;
  /** Checks that could not run. */
  readonly failed_checks: readonly string[];
  /** Number of entities that the package rocrate finds. */
  readonly entities: number;
}

/** The fewest checks of any profile, so that a validator that runs none is noticed. */
const MIN_CHECKS = 90;

/** Asserts that a crate has no REQUIRED finding and that rocrate opens it; lists the RECOMMENDED ones. */
async function assertValid(path: string, profile: string, t: TestContext): Promise<void> {
  const validation = assumeType<Validation>(await runScript('validate_crate.py', path, profile, CONTEXT));
  assert.deepEqual(validation.failed_checks, []);
  assert.ok(validation.checks > MIN_CHECKS, `only ${validation.checks} checks ran`);
  assert.deepEqual(validation.required, []);
  const { '@graph': graph } = JSON.parse(await readFile(join(path, 'ro-crate-metadata.json'), 'utf8'));
  // Besides these, the package counts neither the root nor the descriptor, or both.
  assert.ok(validation.entities >= graph.length - 2, `${validation.entities} of ${graph.length} entities`);
  for (const { check, message, entity } of validation.recommended)
    t.diagnostic(`RECOMMENDED ${check}: ${message} ${entity}`.trim());
}

suite('RO-Crates, validated by roc-validator and opened by rocrate', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);
  const run = await registerRun(api, job, 'A "run" of\nreefs <b>');

  async function exportCrate(inputs: Record<string, string>, user: 'modeller' | 'reader' = 'modeller') {
    return expectSuccess(
      job.runner.runStep('export-lineage', {
        with: { format: 'ro-crate', ...inputs },
        env: { PROVENA_OFFLINE_TOKEN: job.sandbox.users[user].offlineToken },
      }),
    );
  }

  test('a model run that was registered by hand is a Process Run Crate', async (t) => {
    const step = await exportCrate({ id: run.run, path: 'process', direction: 'both' });
    assert.equal(step.outputs['profile'], 'process-run-crate');
    await assertValid(step.outputs['path'] ?? '', 'process-run-crate', t);
  });

  test('a model run that an action registered is a Workflow Run Crate', async (t) => {
    const [input, output] = [run.output, run.input];
    const { seed } = job;
    await expectSuccess(
      job.run('register-model-run', {
        wait: 'true',
        'model-run': JSON.stringify(
          createModelRunDocument(
            job,
            { input, output },
            {
              model_version: 'v1.2.0',
              display_name: 'By CI',
              study_id: seed.study,
              associations: { modeller_id: 'me', requesting_organisation_id: seed.organisation },
            },
          ),
        ),
      }),
    );
    for (const inputs of [
      { id: output, path: 'workflow' },
      // Template, model, and the template of the output are beyond this depth.
      { id: input, path: 'edge', direction: 'downstream', depth: '1' },
    ]) {
      const step = await exportCrate(inputs);
      assert.equal(step.outputs['profile'], 'workflow-run-crate');
      await assertValid(step.outputs['path'] ?? '', 'workflow-run-crate', t);
    }
  });

  test('a run whose template is beyond the depth, and a hidden run, are Process Run Crates', async (t) => {
    const down = await exportCrate({ id: run.input, path: 'down', direction: 'downstream', depth: '1' });
    await assertValid(down.outputs['path'] ?? '', 'process-run-crate', t);
    const hidden = await registerRun(api, job, 'Hidden');
    const settings = { owner: 'modeller', general: [], groups: {} };
    for (const [kind, id] of [
      ['activity/model_run', hidden.run],
      ['entity/dataset', hidden.input],
    ] as const)
      await api.call('registry', 'PUT', `/registry/${kind}/auth/configuration?id=${id}`, settings);
    const step = await exportCrate({ id: hidden.output, path: 'hidden' }, 'reader');
    assert.deepEqual(
      assumeType<string[]>(JSON.parse(step.outputs['unreadable'] ?? '')).sort(),
      [hidden.run, hidden.input].sort(),
    );
    await assertValid(step.outputs['path'] ?? '', 'process-run-crate', t);
  });

  test('a crate with model runs and one without are RO-Crates of version 1.2', async (t) => {
    const runs = await exportCrate({ id: run.run, path: 'runs', direction: 'both', 'crate-version': '1.2' });
    await assertValid(runs.outputs['path'] ?? '', 'ro-crate-1.2', t);
    const none = await exportCrate({ id: job.seed.organisation, path: 'none' });
    assert.equal(none.outputs['profile'], 'none');
    await assertValid(none.outputs['path'] ?? '', 'ro-crate-1.2', t);
  });

  test('a crate of a graph with odd ids, kinds and relations is valid, with an entity for each item', async (t) => {
    const graph = createOddGraph(run.run);
    await using proxy = await startOddGraphProxy(job, run.run);
    const step = await expectSuccess(
      job.run('export-lineage', { format: 'ro-crate', id: run.run, path: 'odd' }, proxy.env),
    );
    assert.equal(step.outputs['link-count'], String(graph.links.length));
    const path = step.outputs['path'] ?? '';
    await assertValid(path, 'process-run-crate', t);
    const { '@graph': entities } = JSON.parse(await readFile(join(path, 'ro-crate-metadata.json'), 'utf8'));
    const ids = assumeType<{ '@id': string }[]>(entities).map((entity) => entity['@id']);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.length > graph.nodes.length);
  });

  test('a crate with the files of its datasets is valid, with the size and SHA-256 of each', async (t) => {
    await expectSuccess(
      job.runner.runStep('upload-data', {
        with: { 'dataset-id': run.input, path: 'series/' },
        files: { 'series/a b#1.csv': 'a,b\n', 'series/deep/ü.txt': 'ü' },
      }),
    );
    const step = await exportCrate({ id: run.run, path: 'files', files: 'true' });
    const path = step.outputs['path'] ?? '';
    await assertValid(path, 'process-run-crate', t);
    const folder = `data/${run.input.replace('/', '-')}`;
    assert.equal(await readFile(join(path, folder, 'deep/ü.txt'), 'utf8'), 'ü');
    const { '@graph': graph } = JSON.parse(await readFile(join(path, 'ro-crate-metadata.json'), 'utf8'));
    const file = graph.find((entity: { name: string }) => entity.name === 'a b#1.csv');
    assert.equal(file['@id'], `${folder}/a%20b%231.csv`);
    assert.equal(file.contentSize, '4');
    assert.match(file.sha256, /^[0-9a-f]{64}$/);
  });
});
