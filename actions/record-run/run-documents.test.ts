import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, suite, test } from 'node:test';
import { UNMINTED } from '../../src/shared/action/datasets/dataset-document.ts';
import { createRecordingLog } from '../../src/shared/action/testing/recording-log.ts';
import { UserError } from '../../src/shared/documents/problem.ts';
import { createRecords } from './create-records.ts';
import { readDatasetFiles } from './dataset-files.ts';
import { formatRunPlan, formatRunPlanTable, toRunPlanOutput } from './format-plan.ts';
import { identifyDatasets } from './run-dataset.ts';
import { listDatasets, readRunDocuments } from './run-documents.ts';

const LOG = createRecordingLog();
const TIMES = { start: 10, end: 20 };
const METADATA = {
  associations: { organisation_id: '10378.1/1' },
  approvals: { ethics_registration: {}, ethics_access: {}, indigenous_knowledge: {}, export_controls: {} },
  dataset_info: {
    name: 'Readings',
    description: 'd',
    access_info: {},
    publisher_id: '10378.1/1',
    created_date: {},
    published_date: {},
    license: 'https://creativecommons.org/licenses/by/4.0/',
  },
};
const RUN = {
  workflow_template_id: '10378.1/2',
  display_name: 'Run',
  description: 'd',
  associations: { modeller_id: 'me' },
  inputs: [{ dataset_template_id: '10378.1/3', dataset_id: '10378.1/4' }],
  outputs: [{ dataset_template_id: '10378.1/5', dataset: METADATA, path: 'out/' }],
};

suite('readRunDocuments', () => {
  let workspace: string;
  beforeEach(async () => {
    workspace = await mkdtemp(join(tmpdir(), 'run-documents-'));
    await writeFile(join(workspace, 'a.csv'), 'abc');
    await writeFile(join(workspace, 'metadata.json'), JSON.stringify(METADATA));
  });
  afterEach(() => rm(workspace, { recursive: true, force: true }));

  const read = (run: unknown) => readRunDocuments(JSON.stringify(run), [], { workspace, log: LOG });
  const output = (entry: Record<string, unknown>) => ({
    ...RUN,
    outputs: [{ dataset_template_id: '10378.1/5', ...entry }],
  });

  test('readRunDocuments separates datasets from the record, which is complete without them', async () => {
    const { runs, isBatch } = await read(RUN);
    assert.equal(isBatch, false);
    const [dataset] = listDatasets(runs);
    assert.equal(dataset?.role, 'output');
    assert.deepEqual(dataset?.patterns, ['out/']);
    const [record] = createRecords(runs, TIMES);
    assert.deepEqual(
      record?.record.outputs.map(({ dataset_id: id }) => id),
      [UNMINTED],
    );
    assert.deepEqual([record?.record.start_time, record?.record.end_time], [10, 20]);
  });

  test('readRunDocuments identifies a dataset by the fingerprint with which earlier versions minted it', async () => {
    const { runs } = await read(RUN);
    const fingerprints = [...identifyDatasets(undefined, listDatasets(runs), workspace).values()].map(
      ({ document }) => document.fingerprint,
    );
    assert.deepEqual(fingerprints, ['631c80b9e7abc7274ff2bc7497a6513a']);
  });

  test('identifyDatasets identifies a dataset by its files, wherever a runner has its folders', async (t) => {
    const temporary = process.env['RUNNER_TEMP'];
    t.after(() => {
      process.env['RUNNER_TEMP'] = temporary;
    });
    const identify = async (path: readonly string[], folder: string) => {
      const { runs } = await read(output({ dataset: METADATA, path }));
      const [identity] = identifyDatasets(undefined, listDatasets(runs), folder).values();
      return identity?.document;
    };
    process.env['RUNNER_TEMP'] = '/runner/temp';
    const first = await identify(['/one/out/', '!/one/out/a', '/runner/temp/b'], '/one');
    const second = await identify(['/two/out/', '!/two/out/a', '/runner/temp/b'], '/two');
    assert.equal(second?.fingerprint, first?.fingerprint);
    assert.notEqual(second?.formerFingerprint, first?.formerFingerprint);
    const other = await identify(['/two/out/', '!/two/out/a', '/elsewhere/b'], '/two');
    assert.notEqual(other?.fingerprint, first?.fingerprint);
  });

  test('identifyDatasets distinguishes datasets whose files are written in two ways, as earlier versions did', async () => {
    const outputs = [join(workspace, 'out'), 'out'].map((path) => ({
      dataset_template_id: '10378.1/5',
      dataset: METADATA,
      path,
    }));
    const { runs } = await read({ ...RUN, outputs });
    const [absolute, relative] = identifyDatasets(undefined, listDatasets(runs), workspace).values();
    assert.notEqual(absolute?.document.fingerprint, relative?.document.fingerprint);
    for (const identity of [absolute, relative])
      assert.equal(identity?.document.fingerprint, identity?.document.formerFingerprint);
  });

  test('readRunDocuments keeps times of the document', async () => {
    const { runs } = await read({ ...RUN, start_time: 1, end_time: 2 });
    const [record] = createRecords(runs, TIMES);
    assert.deepEqual([record?.record.start_time, record?.record.end_time], [1, 2]);
  });

  for (const field of ['start_time', 'end_time'])
    test(`createRecords replaces now in ${field} with the time of the execution`, async () => {
      const { runs } = await read({ ...RUN, [field]: 'now' });
      const [record] = createRecords(runs, TIMES);
      assert.deepEqual([record?.record.start_time, record?.record.end_time], [10, 20]);
    });

  test('readRunDocuments reads metadata from a file, and merges fields over it', async () => {
    const merged = { $file: 'metadata.json', dataset_info: { name: 'Means' } };
    for (const [dataset, name] of [
      ['metadata.json', 'Readings'],
      [merged, 'Means'],
    ] as const) {
      const { runs } = await read(output({ dataset }));
      assert.equal(listDatasets(runs)[0]?.document?.metadata.dataset_info.name, name);
    }
  });

  test('readRunDocuments identifies a run by its content, including the metadata in files', async () => {
    const inline = await read(output({ dataset: METADATA }));
    const file = await read(output({ dataset: 'metadata.json' }));
    const other = await read(output({ dataset: { $file: 'metadata.json', dataset_info: { name: 'x' } } }));
    assert.equal(inline.runs[0]?.fingerprint, file.runs[0]?.fingerprint);
    assert.notEqual(inline.runs[0]?.fingerprint, other.runs[0]?.fingerprint);
  });

  const failures: readonly [what: string, entry: Record<string, unknown>, message: RegExp][] = [
    ['the metadata is a number', { dataset: 1 }, /expected the metadata of a dataset/],
    ['$file is not text', { dataset: { $file: 1 } }, /expected the path of a file/],
    ['the file is missing', { dataset: 'missing.json' }, /file does not exist/],
    ['path is empty', { dataset: METADATA, path: [] }, /outputs\[0\]\.path: expected a path, a pattern/],
    [
      'path is an empty expression',
      { dataset: METADATA, path: '' },
      /outputs\[0\]\.path: expected a path, .*\. If it is an expression, it evaluates to an empty string/,
    ],
    ['an entry of path is empty', { dataset: METADATA, path: ['a.csv', ''] }, /\.path: .* an empty string/],
    ['dataset is empty', { dataset: '' }, /\.dataset: expected the metadata .* an empty string/],
    ['$file is empty', { dataset: { $file: '' } }, /\["\$file"\]: expected the path .* an empty string/],
  ];
  for (const [title, entry, message] of failures)
    test(`readRunDocuments fails when ${title}`, () =>
      assert.rejects(
        () => read(output(entry)),
        (error) => error instanceof UserError && message.test(error.message),
      ));

  test('readRunDocuments reports the problems of all runs', async () => {
    const invalid = output({ path: 'a.csv' });
    await assert.rejects(
      () => read([invalid, RUN, invalid]),
      (error) => error instanceof UserError && error.problems.length === 2,
    );
  });

  test('readRunDocuments reads one pattern from each line of path', async () => {
    const { runs } = await read(output({ dataset: METADATA, path: 'out/\n\n  !out/tmp \n' }));
    assert.deepEqual(listDatasets(runs)[0]?.patterns, ['out/', '!out/tmp']);
  });

  test('readRunDocuments lists files and replaces local paths in resources', async () => {
    const { runs } = await read(
      output({ dataset: METADATA, path: 'a.csv', resources: { series: './a.csv', same: 'a.csv' } }),
    );
    const datasets = listDatasets(runs);
    const [record] = createRecords(await readDatasetFiles(runs, datasets, { workspace, log: LOG }), TIMES);
    assert.deepEqual(record?.record.outputs[0]?.resources, { series: 'a.csv', same: 'a.csv' });
    assert.deepEqual(toRunPlanOutput({ datasets, runs }), {
      datasets: [{ name: 'Readings', role: 'output', action: 'mint', files: 1, bytes: 3 }],
      runs: 1,
    });
    assert.deepEqual(formatRunPlan({ datasets, runs }), [
      'Mint output Readings: 1 file to upload (3 B)',
      '1 model run to register: Run',
    ]);
    const existing = datasets.map((dataset) => ({ ...dataset, datasetId: '10378.1/5', unchanged: 1 }));
    const plan = { datasets: existing, runs, sent: 1 };
    assert.deepEqual(formatRunPlan(plan), [
      'Use output Readings (10378.1/5): 1 unchanged (3 B)',
      '1 model run to register (earlier attempts sent 1 of them): Run',
    ]);
    assert.match(
      formatRunPlanTable(plan),
      /\| Readings \| output \| 10378\.1\/5 \| 1 \| 3 B \| exists, 1 unchanged \|/,
    );
  });

  test('readDatasetFiles replaces the local path of a folder, and accepts its path in the dataset', async () => {
    await mkdir(join(workspace, 'data/frames/raw'), { recursive: true });
    for (const name of ['frames/1.png', 'frames/raw/2.png', 'mask.nc'])
      await writeFile(join(workspace, 'data', name), 'x');
    const readResources = async (resources: Record<string, string>) => {
      const { runs } = await read(output({ dataset: METADATA, path: 'data/', resources }));
      return createRecords(await readDatasetFiles(runs, listDatasets(runs), { workspace, log: LOG }), TIMES);
    };
    const [record] = await readResources({
      a: 'data/frames',
      b: './data/frames/raw/',
      c: 'frames/raw/',
      d: 'frames',
      e: 'data/mask.nc',
    });
    const expected = { a: 'frames', b: 'frames/raw', c: 'frames/raw', d: 'frames', e: 'mask.nc' };
    assert.deepEqual(record?.record.outputs[0]?.resources, expected);
    await assert.rejects(
      () => readResources({ a: 'data/fram', b: '.' }),
      (error) => error instanceof UserError && error.problems.length === 2,
    );
  });

  test('readDatasetFiles warns about a resource that only an existing dataset can have', async () => {
    const log = createRecordingLog();
    const resources = { series: 'levels.csv', same: './a.csv' };
    const { runs } = await read(output({ dataset_id: '10378.1/6', path: 'a.csv', resources }));
    const [record] = createRecords(
      await readDatasetFiles(runs, listDatasets(runs), { workspace, log }),
      TIMES,
    );
    assert.deepEqual(record?.record.outputs[0]?.resources, { series: 'levels.csv', same: 'a.csv' });
    assert.match(
      log.lines.join(),
      /warning.*outputs\[0\]\.resources\.series: "levels\.csv" is not among the files that this step uploads to 10378\.1\/6 \(1 file\)/,
    );
  });
});
