import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { openDatasetObjects } from './dataset-objects.ts';
import type { StepInputs } from './runner.ts';
import { assertFailed, assertOutputs, expectSuccess } from './step-assertions.ts';
import { CheckedClient, mintDataset, useJob } from './test-job.ts';
import { forwardRequest, startServer } from './test-servers.ts';

const FILES = { 'a.csv': 'a', 'b.nc': 'bb', '.hidden': 'h', 'out/c å.csv': 'ccc', 'out/tmp/d.csv': 'dddd' };

suite('download-data', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);
  const id = await mintDataset(api, job.seed.organisation);
  await (await openDatasetObjects(job, id)).put(FILES);
  let folders = 0;
  let folder = '';
  beforeEach(() => {
    folder = `got-${++folders}`;
  });

  const step = (inputs: Record<string, string> = {}, further: StepInputs = {}) =>
    job.runner.runStep('download-data', { with: { 'dataset-id': id, path: folder, ...inputs }, ...further });

  /** The contents of a workspace folder, by relative path. */
  async function readDownloads(where = folder): Promise<Record<string, string>> {
    const root = join(job.runner.workspace, where);
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    return Object.fromEntries(
      await Promise.all(
        files.map(async (file) => [file.slice(root.length + 1), await readFile(file, 'utf8')]),
      ),
    );
  }

  test('download-data fetches every file of a dataset except metadata.json', async () => {
    const result = await expectSuccess(step({}, { env: { GITHUB_ACTION: 'get' } }));
    assert.deepEqual(await readDownloads(), FILES);
    const { manifest = '', ...outputs } = result.outputs;
    assert.deepEqual(outputs, {
      path: join(job.runner.workspace, folder),
      downloaded: '5',
      skipped: '0',
      failed: '0',
      'total-bytes': '11',
    });
    assert.match(manifest, /[\\/]provena-[\d-]+-get\.json$/);
    assert.match(result.summary, /### Provena: download-data.*\| 5 \| 0 \| 0 \| 11 B \|/s);
  });

  test('download-data writes to the workspace by default, and metadata.json when included', async () => {
    const other = await useJob();
    const dataset = await mintDataset(new CheckedClient(other.sandbox), other.seed.organisation);
    const result = await other.runner.runStep('download-data', {
      with: { 'dataset-id': dataset, 'include-metadata': 'true' },
    });
    const record = await readFile(join(other.runner.workspace, 'metadata.json'), 'utf8');
    assert.equal(result.exitCode, 0, result.log);
    assert.equal(
      assumeType<{ dataset_info: { name: string } }>(JSON.parse(record)).dataset_info.name,
      'Record',
    );
  });

  test('download-data writes below the home directory when path starts with a tilde', async () => {
    const home = join(job.runner.workspace, 'home');
    const result = await step({ path: `~/${folder}` }, { env: { HOME: home, USERPROFILE: home } });
    assert.equal(result.outputs['path'], join(home, folder), result.log);
    assert.deepEqual(await readDownloads(`home/${folder}`), FILES);
  });

  test('include accepts globs, folders and exclusions', async () => {
    await expectSuccess(step({ include: '# what the model reads\n*.csv\nout\n!out/tmp/**' }));
    assert.deepEqual(Object.keys(await readDownloads()).sort(), ['a.csv', 'out/c å.csv']);
  });

  test('source selects a folder of the dataset and is stripped from the names', async () => {
    await expectSuccess(step({ source: 'out/', include: '**/*.csv' }));
    assert.deepEqual(await readDownloads(), { 'c å.csv': 'ccc', 'tmp/d.csv': 'dddd' });
  });

  test('download-data fetches only missing or different files when it runs again', async () => {
    await step();
    await writeFile(join(job.runner.workspace, folder, 'a.csv'), 'x');
    await writeFile(join(job.runner.workspace, folder, 'own.txt'), 'own');
    const rerun = await step();
    assertOutputs(rerun, { downloaded: '1', skipped: '4' });
    assert.deepEqual(await readDownloads(), { ...FILES, 'own.txt': 'own' });
  });

  test('if-exists: overwrite fetches existing files again, error fetches nothing and names them', async () => {
    await step({ include: 'a.csv' });
    const over = await step({ include: 'a.csv', 'if-exists': 'overwrite' });
    assertOutputs(over, { downloaded: '1', skipped: '0' });
    const rejected = await step({ 'if-exists': 'error' });
    assertFailed(rejected, /1 file already exists, but if-exists is error\. .*a\.csv: already exists/s);
    assert.deepEqual(Object.keys(await readDownloads()), ['a.csv']);
  });

  test('if-no-files-found decides between error, warning and silence when nothing matches', async () => {
    const none = (how: string) => step({ include: 'no/such/**', 'if-no-files-found': how });
    assertFailed(await none('error'), new RegExp(`${id} has no file that matches "no/such`));
    const warned = await none('warn');
    assert.deepEqual(
      [warned.exitCode, warned.annotations[0]?.level, warned.outputs['downloaded']],
      [0, 'warning', '0'],
    );
    assert.match(
      warned.annotations[0]?.message ?? '',
      /^dataset \S+ has no file that matches "no\/such\/\*\*"\.$/,
    );
    const ignored = await none('ignore');
    assert.deepEqual(ignored.annotations, []);
    // The next step may read both.
    assert.deepEqual(await readdir(ignored.outputs['path'] ?? ''), []);
    assert.match(await readFile(ignored.outputs['manifest'] ?? '', 'utf8'), /"files": \[\]/);
  });

  test('a line of include that matches no file gives a warning, unless if-no-files-found is ignore', async () => {
    const partly = (how: string) =>
      expectSuccess(step({ include: 'a.csv\nb.tif\n*.tif\n!c.tif', 'if-no-files-found': how }));
    const { annotations, outputs } = await partly('error');
    assert.equal(outputs['downloaded'], '1');
    assert.match(
      annotations[0]?.message ?? '',
      /input include: no file of dataset \S+ matches "b\.tif", "\*\.tif"\./,
    );
    assert.deepEqual((await partly('ignore')).annotations, []);
  });

  test('a dry run lists the transfers and writes nothing', async () => {
    const result = await expectSuccess(step({ 'dry-run': 'true' }));
    assert.match(result.log, /download: out\/tmp\/d\.csv \(new\).*Dry run\. Nothing was downloaded\./s);
    assert.deepEqual(await readdir(job.runner.workspace).then((names) => names.includes(folder)), false);
  });

  test('shards together fetch every file exactly once', async () => {
    for (const shard of ['1/2', '2/2']) {
      const result = await step({ shard, concurrency: '1' });
      assert.equal(result.outputs['skipped'], '0', result.log);
    }
    assert.deepEqual(await readDownloads(), FILES);
  });

  test('a manifest file that is also a file of the dataset is rejected before anything is downloaded', async () => {
    const [name = ''] = Object.keys(FILES);
    const result = await step({ 'manifest-file': `${folder}/${name}` });
    assertFailed(result, /^input manifest-file: .* also a file of the dataset/);
    assert.ok(!(await readdir(job.runner.workspace)).includes(folder));
    await expectSuccess(step({ 'manifest-file': `${folder}/${name}`, include: `!${name}` }));
  });

  test('the manifest has size, checksums and outcome of every file, and is reused by later runs', async () => {
    const inputs = { include: '*.csv', sha256: 'true', 'manifest-file': `${folder}.json` };
    const first = await step(inputs);
    assert.equal(first.outputs['manifest'], join(job.runner.workspace, `${folder}.json`));
    const manifest: object = JSON.parse(await readFile(first.outputs['manifest'] ?? '', 'utf8'));
    assert.partialDeepStrictEqual(manifest, {
      files: [
        {
          name: 'a.csv',
          size: 1,
          crc32: '6Le+Qw==',
          sha256: 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
          outcome: 'downloaded',
        },
      ],
    });
    for (let run = 2; run <= 3; run++) {
      job.sandbox.clearRequestLog();
      assert.equal((await step(inputs)).outputs['skipped'], '1');
      const methods = job.sandbox.requestLog({ service: 's3' }).map(({ method }) => method);
      assert.deepEqual(methods, ['GET'], `run ${run} reads only the list`);
    }
  });

  test('download-data rejects keys outside of the target folder by name and fetches the others', async () => {
    const hostile = await mintDataset(api, job.seed.organisation);
    await (await openDatasetObjects(job, hostile)).put({ '../escaped.txt': 'x', 'fine.txt': 'fine' });
    await mkdir(join(job.runner.workspace, folder));
    const result = await step({ 'dataset-id': hostile });
    assertFailed(
      result,
      /1 file failed.*\.\.\/escaped\.txt: invalid file name: .*\. Rename it in the dataset, or exclude it with a line in input include that starts with !\nCorrect what is named above.* A re-run skips files that are complete, if they are still in the folder\./s,
    );
    assertOutputs(result, { downloaded: '1', failed: '1' });
    assert.deepEqual(await readDownloads(), { 'fine.txt': 'fine' });
    assert.ok(!(await readdir(job.runner.workspace)).includes('escaped.txt'));
    await expectSuccess(step({ 'dataset-id': hostile, include: '!../escaped.txt' }));
    const overwrite = await step({ 'dataset-id': hostile, 'if-exists': 'overwrite' });
    assertFailed(
      overwrite,
      /A re-run downloads all files again\. To skip .*, set if-exists to skip-unchanged\./,
    );
  });

  test('download-data advises to remove a folder that has the name of a file', async () => {
    const dataset = await mintDataset(api, job.seed.organisation);
    await (await openDatasetObjects(job, dataset)).put({ 'fine.txt': 'fine' });
    await mkdir(join(job.runner.workspace, folder, 'fine.txt'), { recursive: true });
    const result = await step({ 'dataset-id': dataset });
    assertFailed(
      result,
      /fine\.txt exists and is not a file\. Remove it, or choose another folder\nCorrect what is named above/,
    );
  });

  test('download-data names the files that failed when the manifest cannot be written either', async () => {
    const hostile = await mintDataset(api, job.seed.organisation);
    await (await openDatasetObjects(job, hostile)).put({ '../escaped.txt': 'x', 'fine.txt': 'fine' });
    const manifest = { 'manifest-file': '.git/manifest.json' };
    const result = await step({ 'dataset-id': hostile, ...manifest });
    assertFailed(result, /1 file failed.*escaped\.txt/s);
    assert.match(result.log, /warning: Output manifest is not set: .* \.git is reserved for Git/);
    const fine = await step({ 'dataset-id': hostile, include: 'fine.txt', ...manifest });
    assertFailed(fine, /^input manifest-file: .* cannot be written/);
  });

  test('download-data reads a locked dataset', async () => {
    const locked = await mintDataset(api, job.seed.organisation);
    await (await openDatasetObjects(job, locked)).put({ a: 'a' });
    await api.call('registry', 'PUT', '/registry/entity/dataset/locks/lock', { id: locked, reason: 'test' });
    await expectSuccess(step({ 'dataset-id': locked }));
    assert.deepEqual(await readDownloads(), { a: 'a' });
  });

  test('s3-endpoint and s3-region select the store', async () => {
    const result = await step(
      { 's3-endpoint': job.sandbox.s3, 's3-region': 'ap-southeast-2' },
      { env: { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' } },
    );
    assert.equal(result.exitCode, 0, result.log);
    assert.deepEqual(await readDownloads(), FILES);
  });

  test('download-data warns when s3-endpoint is an http address of another host', async () => {
    // Reaches this machine, but is not one of its loopback addresses: the sandbox rejects it.
    const result = await step({ 's3-endpoint': job.sandbox.s3.replace('127.0.0.1', '0.0.0.0') });
    assert.equal(result.exitCode, 1);
    assert.match(result.log, /warning: input s3-endpoint: files are sent unencrypted to 0\.0\.0\.0/);
    const loopback = await step({ 's3-endpoint': job.sandbox.s3 });
    assert.doesNotMatch(loopback.log, /unencrypted/);
  });

  test('download-data names each invalid input when several are invalid', async () => {
    assertFailed(
      await step({ 'if-exists': 'keep', shard: '0/2', concurrency: 'many' }),
      /input if-exists: expected one of .*found "keep"/,
      /input shard: expected a value such as 2\/8/,
      /input concurrency: expected an integer from 1 to 1024/,
    );
  });

  const invalidInputs: readonly (readonly [string, Record<string, string>, RegExp])[] = [
    ['a folder that is a file', { path: 'a-file' }, /input path: .*a-file is a file\. Set it to a folder/],
    [
      'a folder below a file',
      { path: 'a-file/below' },
      /input path: .*below cannot be written: a parent folder is a file/,
    ],
    ['a source outside the dataset', { source: '../other' }, /input source: must not contain "\.\."/],
    [
      'a source without files',
      { source: 'a.csv' },
      /input source: dataset .* has no file below a\.csv\. To download a single file, name it in input include instead\./,
    ],
    [
      'a source without files that match',
      { source: 'a.csv', include: '*.csv' },
      /input include: dataset .* has no file below a\.csv that matches "\*\.csv"\. To accept this/,
    ],
    ['an unknown dataset', { 'dataset-id': '10378.1/404' }, /fetchDataset: not found/],
    [
      'an invalid manifest',
      { 'manifest-file': 'a-file' },
      /input manifest-file: the manifest is not valid JSON/,
    ],
  ];
  for (const [title, inputs, pattern] of invalidInputs) {
    test(`download-data fails with a clear message: ${title}`, async () => {
      assertFailed(await step(inputs, { files: { 'a-file': 'content' } }), pattern);
    });
  }

  test('download-data counts the files that a cancelled step did not complete, and lists them in the manifest', async () => {
    let isReached = false;
    // Sends listings and small files on, and never responds for the others.
    await using store = await startServer((incoming, response) => {
      if (/out\/|b\.nc/.test(incoming.url ?? '')) isReached = true;
      else forwardRequest(incoming, response, job.sandbox.s3);
    });
    const result = await step(
      { 's3-endpoint': store.url, sha256: 'true', 'manifest-file': 'cancelled-download.json' },
      { interrupt: { signal: 'SIGINT', when: () => isReached } },
    );
    assertFailed(result, /the step was cancelled/);
    const text = await readFile(join(job.runner.workspace, 'cancelled-download.json'), 'utf8');
    const { files } = assumeType<{ files: { outcome: string }[] }>(JSON.parse(text));
    const count = (outcome: string) => files.filter((file) => file.outcome === outcome).length;
    assert.equal(count('not-done') + count('downloaded'), 5);
    assert.ok(count('not-done') >= 3, text);
    assert.match(
      result.summary,
      new RegExp(
        `\\| downloaded \\| unchanged \\| failed \\| not completed \\| size \\| folder \\|\n.*\n.* \\| ${count('downloaded')} \\| 0 \\| 0 \\| ${count('not-done')} \\| `,
      ),
    );
  });
});
