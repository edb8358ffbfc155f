import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { registerRun } from './model-run.ts';
import { assertFailed, assertOutputs, expectSuccess } from './step-assertions.ts';
import { CheckedClient, type TestJob, useJob } from './test-job.ts';
import { startRewritingProxy, startServer } from './test-servers.ts';

type Elements = Record<string, Record<string, unknown>>;

suite('export-lineage', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);
  const run = await registerRun(api, job);

  const exportLineage = (inputs: Record<string, string>) =>
    job.run('export-lineage', { path: 'out/lineage', ...inputs });

  /** Uploads a file to the input dataset, and writes manifest.json. */
  const uploadFile = (inputs = {}, files: Record<string, string> = { 'series/a.csv': 'a,b\n' }) =>
    expectSuccess(
      job.runner.runStep('upload-data', {
        with: { 'dataset-id': run.input, path: 'series/', 'manifest-file': 'manifest.json', ...inputs },
        files,
      }),
    );

  test('export-lineage writes PROV-JSON and sets its outputs', async () => {
    const step = await expectSuccess(exportLineage({ id: run.output, path: 'out/lineage.json', depth: '2' }));
    const document: Record<string, Elements> = JSON.parse(await readFile(step.outputs['path'] ?? '', 'utf8'));
    const { entity = {}, activity = {}, agent = {}, prefix, ...relations } = document;
    const count = [entity, activity, agent].flatMap((section) => Object.keys(section)).length;
    assert.equal(step.outputs['node-count'], String(count));
    const links = Object.values(relations).flatMap((section) => Object.keys(section)).length;
    assertOutputs(step, { 'link-count': String(links), unreadable: '[]' });
    assert.equal(activity[`hdl:${run.run}`]?.['prov:startTime'], '2024-05-01T06:00:00+00:00');
    assert.equal(prefix?.['hdl'], `${job.sandbox.endpoints.handle}/`);
    assert.match(
      step.summary,
      /Output.*items, \d+ relations within 2 steps, written as PROV-JSON to out\/lineage/,
    );
  });

  test('export-lineage writes downstream items as PROV-N', async () => {
    const step = await exportLineage({ id: run.input, format: 'prov-n', direction: 'downstream' });
    const text = await readFile(step.outputs['path'] ?? '', 'utf8');
    assert.match(text, /^document\n/);
    assert.ok(text.includes(`used(hdl:${run.run}, hdl:${run.input}, -)`), text);
    assert.ok(text.includes(`entity(hdl:${run.output}, [prov:label="Output", `), text);
    assert.match(text, /\nendDocument\n$/);
  });

  test('export-lineage writes the same file in whatever order the server responds', async () => {
    const { workflowTemplate } = job.seed;
    const reverse = ({ graph, ...response }: { [field: string]: unknown }) => {
      const { nodes, links, ...rest } = assumeType<{ nodes: unknown[]; links: unknown[] }>(graph);
      return { ...response, graph: { ...rest, nodes: nodes.toReversed(), links: links.toReversed() } };
    };
    await using proxy = await startRewritingProxy(job, 'prov', { '/explore/upstream': reverse });
    for (const format of ['prov-json', 'prov-n', 'ro-crate']) {
      const inputs = { id: workflowTemplate, format, depth: '5' };
      const texts = [];
      for (const env of [{}, proxy.env]) {
        const step = await expectSuccess(
          job.run('export-lineage', { ...inputs, path: `same-${format}` }, env),
        );
        const path = step.outputs['path'] ?? '';
        const file = format === 'ro-crate' ? join(path, 'ro-crate-metadata.json') : path;
        texts.push((await readFile(file, 'utf8')).replace(/"datePublished": .*/, ''));
      }
      assert.equal(texts[0], texts[1]);
    }
  });

  test('export-lineage writes the item itself when nothing is connected to it', async () => {
    const step = await exportLineage({ id: job.seed.organisation, format: 'prov-n' });
    assert.equal(step.outputs['node-count'], '1');
    assert.match(
      await readFile(step.outputs['path'] ?? '', 'utf8'),
      new RegExp(`agent\\(hdl:${job.seed.organisation}, `),
    );
  });

  test('export-lineage names items that the user cannot read', async () => {
    const hidden = await registerRun(api, job, 'Hidden run');
    await api.call('registry', 'PUT', `/registry/entity/dataset/auth/configuration?id=${hidden.input}`, {
      owner: 'modeller',
      general: [],
      groups: {},
    });
    const reader = startReader(job);
    const step = await expectSuccess(reader('export-lineage', { id: hidden.run, path: 'out/hidden.json' }));
    assert.deepEqual(JSON.parse(step.outputs['unreadable'] ?? ''), [hidden.input]);
    assert.match(
      step.log,
      new RegExp(`1 of \\d+ items cannot be read.*\\n.*${hidden.input}: the user may not`),
    );
    const document: Record<string, Elements> = JSON.parse(await readFile(step.outputs['path'] ?? '', 'utf8'));
    const element = document['entity']?.[`hdl:${hidden.input}`];
    assert.equal(element?.['prov:label'], hidden.input);
    assert.equal(element?.['provena:unreadable'], 'the user may not read the item');
  });

  interface Entity {
    readonly '@id': string;
    readonly '@type': string | string[];
    readonly name: string;
    readonly [property: string]: unknown;
  }
  async function readCrate(path: string): Promise<Entity[]> {
    const document: {
      '@graph': Entity[];
    } = JSON.parse(await readFile(join(path, 'ro-crate-metadata.json'), 'utf8'));
    return document['@graph'];
  }

  test('export-lineage writes a crate with agents, instrument, times, parameters and results of a run', async () => {
    const step = await expectSuccess(
      exportLineage({ id: run.run, format: 'ro-crate', path: 'crate', direction: 'both' }),
    );
    assert.equal(step.outputs['profile'], 'process-run-crate');
    const entities = await readCrate(step.outputs['path'] ?? '');
    const url = (id: string) => `${job.sandbox.endpoints.handle}/${id}`;
    const get = (id: string) => entities.find((entity) => entity['@id'] === id);
    const action = get(url(run.run));
    assert.equal(action?.['@type'], 'CreateAction');
    assert.deepEqual(action?.['instrument'], { '@id': url(job.seed.model) });
    assert.deepEqual(action?.['agent'], { '@id': url(job.seed.person) });
    assert.deepEqual(action?.['result'], { '@id': url(run.output) });
    assert.deepEqual(action?.['object'], [{ '@id': url(run.input) }, { '@id': `${url(run.run)}#scenario` }]);
    assert.equal(action?.['endTime'], '2024-05-01T07:00:00+00:00');
    assert.equal(get(`${url(run.run)}#scenario`)?.['value'], 'test');
    const dataset = get(url(run.input));
    assert.deepEqual(dataset?.['license'], { '@id': 'https://creativecommons.org/licenses/by/4.0/' });
    const { '@id': publisher = '' } = assumeType<Partial<Entity>>(dataset?.['publisher'] ?? {});
    assert.match(publisher, /^https:\/\/ror\.org\//);
    assert.equal(get(publisher)?.['identifier'], url(job.seed.organisation));
  });

  test('export-lineage downloads the files of the datasets into the crate, or takes them from manifests', async () => {
    await uploadFile();
    const store = { 's3-endpoint': job.sandbox.s3, 's3-region': 'ap-southeast-2' };
    const crate = { id: run.run, format: 'ro-crate', license: 'https://example.org/terms' };
    const full = await expectSuccess(exportLineage({ ...crate, path: 'full', files: 'true', ...store }));
    const folder = `data/${run.input.replace('/', '-')}`;
    assert.equal(await readFile(join(full.outputs['path'] ?? '', folder, 'a.csv'), 'utf8'), 'a,b\n');
    const file = (entities: Entity[]) => entities.find(({ name }) => name === 'a.csv');
    const downloaded = file(await readCrate(full.outputs['path'] ?? ''));
    assert.equal(downloaded?.['@id'], `${folder}/a.csv`);
    assert.equal(downloaded?.['sha256'], createHash('sha256').update('a,b\n').digest('hex'));

    const bare = await exportLineage({
      ...crate,
      path: 'bare',
      'manifest-files': 'manifest.json',
      'crate-version': '1.2',
    });
    assert.equal(bare.exitCode, 0, bare.log);
    const entities = await readCrate(bare.outputs['path'] ?? '');
    assert.equal(file(entities)?.['@id'], `${job.sandbox.endpoints.handle}/${run.input}#a.csv`);
    assert.equal(file(entities)?.['contentSize'], '4');
    assert.equal(file(entities)?.['crc32'], downloaded?.['crc32']);
    const fromPatterns = await exportLineage({
      ...crate,
      path: 'patterns',
      'manifest-files': 'man?fest.json\n!other.json',
    });
    assert.deepEqual(await readCrate(fromPatterns.outputs['path'] ?? '').then(file), file(entities));
    const root = entities.find((entity) => entity['@id'] === './');
    assert.deepEqual(root?.['license'], { '@id': 'https://example.org/terms' });
  });

  test('export-lineage lists the files that a dataset has after the latest of its manifests', async () => {
    await uploadFile(
      { path: 'old/', 'manifest-file': 'runs/2.json' },
      { 'old/a.csv': 'a\n', 'old/b.csv': 'b\n' },
    );
    const latest = { 'manifest-file': 'runs/1.json', 'if-exists': 'overwrite', 'delete-missing': 'true' };
    await uploadFile(latest);
    const inputs = { id: run.run, format: 'ro-crate', path: 'latest', 'manifest-files': 'runs/*.json' };
    const step = await expectSuccess(exportLineage(inputs));
    const files = (await readCrate(step.outputs['path'] ?? '')).filter(
      (entity) => entity['@type'] === 'File',
    );
    assert.deepEqual(
      files.map(({ name, contentSize }) => [name, contentSize]),
      [['a.csv', '4']],
    );
  });

  test('export-lineage keeps the SHA-256 of a manifest if a later one has none and the file is the same', async () => {
    await uploadFile({ 'manifest-file': 'with-sha256.json', 'if-exists': 'overwrite', sha256: 'true' });
    await uploadFile({ 'manifest-file': 'without.json' });
    const inputs = { id: run.run, format: 'ro-crate', path: 'sums', 'manifest-files': 'with*.json' };
    const step = await expectSuccess(exportLineage(inputs));
    const file = (await readCrate(step.outputs['path'] ?? '')).find((entity) => entity['@type'] === 'File');
    assert.match(String(file?.['sha256']), /^[0-9a-f]{64}$/);
  });

  test('export-lineage warns of files of an earlier crate in the folder', async () => {
    await uploadFile();
    const crate = { id: run.run, format: 'ro-crate', path: 'again' };
    const first = await expectSuccess(exportLineage({ ...crate, files: 'true' }));
    assert.doesNotMatch(first.log, /not part of the crate/);
    const repeated = await expectSuccess(exportLineage({ ...crate, files: 'true' }));
    assert.doesNotMatch(repeated.log, /not part of the crate/);
    const data = `data/${run.input.replace('/', '-')}`;
    await writeFile(join(job.runner.workspace, 'again', data, '.env'), 'a secret');
    const without = await expectSuccess(exportLineage(crate));
    assert.match(
      without.log,
      new RegExp(`2 files in again are not part of the crate.*\\n.*${data}/\\.env\\n.*${data}/a\\.csv`),
    );
  });

  test('export-lineage writes no metadata when a file of a dataset is not downloaded', async () => {
    await uploadFile();
    await mkdir(join(job.runner.workspace, 'broken'), { recursive: true });
    await writeFile(join(job.runner.workspace, 'broken/data'), 'a file');
    const step = await exportLineage({ id: run.run, format: 'ro-crate', path: 'broken', files: 'true' });
    assertFailed(step, /input path: .*cannot be written|files? failed/);
    await assert.rejects(readCrate(join(job.runner.workspace, 'broken')), { code: 'ENOENT' });
  });

  test('export-lineage and download-data name the space that is missing when a dataset is larger than the disk', async () => {
    await using store = await startServer((request, response) => {
      const { searchParams } = new URL(request.url ?? '', 'http://store');
      const contents = `<Contents><Key>${searchParams.get('prefix')}a.nc</Key><LastModified>2024-01-01T00:00:00Z</LastModified><ETag>"e"</ETag><Size>${2 ** 52}</Size></Contents>`;
      response.end(`<ListBucketResult>${contents}<IsTruncated>false</IsTruncated></ListBucketResult>`);
    });
    const inputs = { path: 'large', 's3-endpoint': store.url };
    const expected = /^not enough disk space in .*: 4096 TiB needed, .* free.*\nNothing was downloaded/;
    assertFailed(
      await exportLineage({ ...inputs, id: run.run, format: 'ro-crate', files: 'true' }),
      expected,
    );
    const download = { with: { ...inputs, 'dataset-id': run.input } };
    assertFailed(await job.runner.runStep('download-data', download), expected);
  });

  test('export-lineage reports inputs that do not fit the format, and manifests of other datasets', async () => {
    const invalid = await exportLineage({ id: run.run, files: 'true', license: 'https://example.org' });
    assertFailed(
      invalid,
      /input files: is not supported by format prov-json\. Set format to ro-crate.*\n.*input license/,
    );
    await uploadFile();
    const other = await exportLineage({
      id: job.seed.organisation,
      format: 'ro-crate',
      'manifest-files': 'manifest.json',
    });
    assert.match(other.lastMessage, /manifest\.json.*input manifest-files: .*not a dataset of this lineage/);
    job.sandbox.clearRequestLog();
    await writeFile(join(job.runner.workspace, 'no-manifest.json'), '{"manifest":2}');
    for (const [file, problem] of [
      [
        'no-manifest.json',
        /no-manifest\.json.*input manifest-files: .*not a manifest.*\n {2}manifest: expected 1/,
      ],
      ['missing.json', /missing\.json.*input manifest-files: cannot be read: .* does not exist/],
    ] as const) {
      const inputs = { id: run.run, format: 'ro-crate', 'manifest-files': file };
      assert.match((await exportLineage(inputs)).annotations.at(-1)?.message ?? '', problem);
    }
    // The token is fetched while the inputs are read.
    assert.ok(job.sandbox.requestLog().every(({ service }) => service === 'keycloak'));
    for (const license of ['CC BY', 'https://CC BY']) {
      const step = await exportLineage({ id: run.run, format: 'ro-crate', license });
      assert.match(step.lastMessage, new RegExp(`input license: expected a URL .*found "${license}"`));
    }
  });

  test('export-lineage reports an unknown id as not found and writes no file', async () => {
    const step = await exportLineage({ id: '10378.1/404', path: 'out/none.json' });
    assertFailed(step, /not found: .*10378\.1\/404/);
    await assert.rejects(readFile(`${step.workspace}/out/none.json`), { code: 'ENOENT' });
  });
});

/** Steps of another user of the same instance, who may read what is not hidden. */
function startReader(job: TestJob) {
  return (action: string, inputs: Record<string, string>) =>
    job.run(action, inputs, { PROVENA_OFFLINE_TOKEN: job.sandbox.users.reader.offlineToken });
}
