import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ModelRunRecord, Provena } from '../index.ts';
import { catchError } from '../testing/loopback-connection.ts';
import { createCollectionFormat, useSandbox, waitForSuccess } from './sandbox-support.ts';

const { as, seed } = await useSandbox();

async function dataset({ datastore }: Provena): Promise<string> {
  return (await datastore.mintDataset(createCollectionFormat('Forcing', seed.organisation))).handle;
}

async function record(provena: Provena): Promise<ModelRunRecord> {
  const { workflowTemplate, inputTemplate, outputTemplate, person } = seed;
  const dataset_type = 'DATA_STORE';
  const { item } = await provena.registry.datasetTemplate.fetch(inputTemplate);
  const keys = (item.deferred_resources ?? []).map(({ key }) => key);
  const resources = Object.fromEntries(keys.map((key) => [key, 'forcing.csv']));
  return {
    workflow_template_id: workflowTemplate,
    inputs: [
      { dataset_template_id: inputTemplate, dataset_id: await dataset(provena), dataset_type, resources },
    ],
    outputs: [{ dataset_template_id: outputTemplate, dataset_id: await dataset(provena), dataset_type }],
    annotations: { scenario: 'warm' },
    display_name: 'Run',
    description: 'A run.',
    associations: { modeller_id: person },
    start_time: 1,
    end_time: 2,
  };
}

suite('client against the sandbox: model runs', () => {
  test('client registers and updates a model run, links it to a study, and finds it in the graph and in a report', async () => {
    const provena = as('modeller');
    const { prov, registry } = provena;
    const run = await record(provena);
    const { session_id } = await prov.registerModelRun(run);
    const { result } = await waitForSuccess(provena, session_id);
    const id = result?.record?.id ?? '';
    assert.equal((await registry.modelRun.fetch(id)).item.record.display_name, 'Run');

    const upstream = await prov.exploreUpstream(id, { depth: 1 });
    assert.ok(upstream.graph.links.some(({ source, type }) => source === id && type === 'used'));
    assert.ok((await prov.contributingAgents(id)).graph.nodes.length > 0);

    const study = await registry.study.create({ display_name: 'S', title: 'S', description: 'A study.' });
    await waitForSuccess(provena, (await prov.linkToStudy(id, study.created_item.id)).session_id);
    const changed = await prov.updateModelRun(id, 'typo', { ...run, display_name: 'Second run' });
    await waitForSuccess(provena, changed.session_id);
    assert.equal((await registry.modelRun.fetch(id)).item.display_name, 'Second run');

    const report = await prov.generateReport({ id, item_subtype: 'MODEL_RUN', depth: 1 });
    assert.ok(report.kind === 'job');
    const created = await waitForSuccess(provena, report.session_id);
    assert.ok(created.result?.report_url);
    assert.equal((await fetch(created.result.report_url)).status, 200);
  });

  test('client registers a batch of model runs from a table, and exports it as a table', async () => {
    const provena = as('modeller');
    const { prov, jobService } = provena;
    const headers = await prov.generateCsvTemplate(seed.workflowTemplate);
    const cells: Readonly<Record<string, string>> = {
      'display name': 'From a table',
      description: 'A row.',
      'agent id': seed.person,
      'execution start time': '2024-01-01 00:00:00+00:00',
      'execution end time': '2024-01-02 00:00:00+00:00',
      'Input dataset id': await dataset(provena),
      'Input resource': 'forcing.csv',
      'Output dataset id': await dataset(provena),
      'annotation: scenario': 'warm',
    };
    const cellOf = (header: string) => cells[Object.keys(cells).find((key) => header.startsWith(key)) ?? ''];
    const row = headers
      .trimEnd()
      .split(',')
      .map((header) => cellOf(header) ?? '');
    const { new_records } = await prov.convertModelRuns(`${headers}${row.join(',')}\r\n`);
    assert.equal(new_records[0]?.display_name, 'From a table');
    const { session_id } = await prov.registerBatchModelRuns([...new_records, await record(provena)]);
    const { result } = await waitForSuccess(provena, session_id);
    const batch_id = result?.batch_id ?? '';
    const jobs = await jobService.listAllInBatch({ batch_id, limit: 1 });
    for (const job of jobs) await waitForSuccess(provena, job.session_id);
    assert.equal(jobs.length, 2);
    assert.match(await prov.regenerateCsvFromModelRunBatch(batch_id), /SUCCEEDED/);
  });

  test('client removes a model run from the graph and the registry as administrator', async () => {
    const provena = as('modeller');
    const { result } = await waitForSuccess(
      provena,
      (await provena.prov.registerModelRun(await record(provena))).session_id,
    );
    const id = result?.record?.id ?? '';
    const { admin } = as('admin').prov;
    const { diff } = await admin.deleteModelRunProvenance(id, { trial: true });
    assert.ok(
      diff.some(({ action_type, link }) => action_type === 'REMOVE_LINK' && link?.relation === 'used'),
    );
    await admin.deleteModelRunProvenanceAndRegistry(id);
    assert.equal((await catchError(provena.registry.modelRun.fetch(id))).family, 'notFound');
  });
});
