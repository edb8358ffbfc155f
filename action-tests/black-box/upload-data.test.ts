import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import { CreateMultipartUploadCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { openDatasetObjects, openDatasetStore } from './dataset-objects.ts';
import { createModelRunDocument } from './model-run.ts';
import { assertFailed, assertOutputs, expectSuccess } from './step-assertions.ts';
import { CheckedClient, mintDataset, useJob } from './test-job.ts';

/** Runs a step as another user, because root may read everything. */
const RUN_AS_NOBODY = `
const { execFileSync, spawnSync } = require('node:child_process');
execFileSync('chmod', ['-R', 'a+rwX', process.env.RUNNER_TEMP]);
const [, program, ...args] = process.argv;
process.exit(spawnSync(program, args, { stdio: 'inherit', uid: 65534, gid: 65534 }).status ?? 1);
`;

suite('upload-data', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);

  const dataset = () => mintDataset(api, job.seed.organisation);
  const contents = async (id: string) => (await openDatasetObjects(job, id)).contents();
  /** Uploads paths of the workspace, in which it first writes files. */
  const send = (
    id: string,
    path: string,
    files: Record<string, string>,
    inputs: Record<string, string> = {},
  ) => job.runner.runStep('upload-data', { files, with: { 'dataset-id': id, path, ...inputs } });
  /** Creates a folder of the workspace with files that contain their names. @returns its path */
  const createFolder = async (name: string, files: readonly string[]): Promise<string> => {
    const folder = join(job.runner.workspace, name);
    for (const file of files) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), file);
    }
    return folder;
  };

  test('upload-data warns when it uploads files of a Git folder, unless they are excluded', async () => {
    const id = await dataset();
    const upload = (path: string) =>
      send(
        id,
        path,
        { 'clone/.git/config': 'token', 'clone/a.txt': 'a' },
        { 'include-hidden-files': 'true' },
      );
    const excluded = await upload('clone\n!**/.git');
    assert.deepEqual(Object.keys(await contents(id)), ['a.txt']);
    assert.doesNotMatch(excluded.log, /Files of Git/);
    const whole = await expectSuccess(upload('clone'));
    assert.match(
      whole.log,
      /warning: Files of Git are uploaded \(clone\/\.git\)\. .* add the line !\*\*\/\.git to/,
    );
  });

  test('upload-data ignores AWS_REGION of the job', async () => {
    await expectSuccess(
      job.runner.runStep('upload-data', {
        files: { 'a.txt': 'a' },
        with: { 'dataset-id': await dataset(), path: 'a.txt' },
        env: { AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1' },
      }),
    );
  });

  test('upload-data aborts old incomplete multipart uploads', async () => {
    const id = await dataset();
    const { Bucket, prefix, s3 } = await openDatasetStore(job, id, 'write');
    await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: `${prefix}given-up.bin` }));
    const unfinished = async () =>
      (await s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: prefix }))).Uploads?.length ?? 0;
    const upload = (age: string) => send(id, 'a.txt', { 'a.txt': 'a' }, { 'abort-incomplete': age });
    assert.equal((await upload('7d')).exitCode, 0);
    assert.equal(await unfinished(), 1);
    assert.equal((await upload('0s')).exitCode, 0);
    assert.equal(await unfinished(), 0);
  });

  test('upload-data uploads a folder with relative names and skips excluded and hidden files', async () => {
    const id = await dataset();
    const step = await expectSuccess(
      send(id, 'out/\n!out/tmp/**', {
        'out/a.csv': 'a',
        'out/deep/b å.csv': 'b',
        'out/tmp/c.csv': 'c',
        'out/.hidden': 'h',
      }),
    );
    assert.deepEqual(await contents(id), { 'a.csv': 'a', 'deep/b å.csv': 'b' });
    assertOutputs(step, { uploaded: '2', 'total-bytes': '2' });
    assert.match(step.summary, /\| 2 \| 0 \| 0 \| 0 \| 2 B \|/);
    assert.match(step.log, /notice: 1 hidden file or folder is not uploaded\. .* include-hidden-files: true/);
    const hidden = await job.run('upload-data', { 'dataset-id': id, path: 'out/.hidden' });
    assert.match(
      hidden.lastMessage,
      /no file matches "out\/\.hidden" \(names that start with a dot are hidden and skipped\)/,
    );
  });

  test('upload-data excludes nothing when a line of path is a lone exclamation mark', async () => {
    const id = await dataset();
    await expectSuccess(send(id, 'lone\n! \n!lone/b.csv', { 'lone/a.csv': 'a', 'lone/b.csv': 'b' }));
    assert.deepEqual(await contents(id), { 'a.csv': 'a' });
  });

  test('upload-data sends only changed files when it runs again, and removes missing ones with delete-missing', async () => {
    const id = await dataset();
    const upload = (files: Record<string, string>, inputs: Record<string, string> = {}) =>
      send(id, 'tree-2/**', files, { destination: 'data', ...inputs });
    await upload({ 'tree-2/same': 'same', 'tree-2/old': 'old' });
    const second = await upload({ 'tree-2/old': 'new', 'tree-2/more': 'more' });
    assertOutputs(second, { uploaded: '2', skipped: '1' });
    await rm(join(job.runner.workspace, 'tree-2/more'));
    for (const input of ['dry-run', 'sha256']) {
      const { log } = await upload({}, { [input]: 'true' });
      assert.match(
        log,
        /^The dataset keeps 1 file that path does not match \(for example data\/more\), because/m,
      );
    }
    for (const path of ['tree-2/**\n!tree-2/more', 'tree-2/**\ntree-2/none']) {
      const { log } = await upload({}, { path, 'if-no-files-found': 'ignore' });
      assert.doesNotMatch(log, /keeps|not deleted/);
    }
    const third = await upload({}, { 'delete-missing': 'true' });
    assertOutputs(third, { uploaded: '0', skipped: '2', deleted: '1' });
    for (const { log } of [second, third]) assert.doesNotMatch(log, /keeps/);
    assert.deepEqual(await contents(id), { 'data/same': 'same', 'data/old': 'new' });
  });

  test('upload-data and record-run warn when they change the files of a dataset that has a newer version', async () => {
    const id = await dataset();
    const upload = (content: string) => send(id, 'versions/', { 'versions/a.csv': content });
    const isWarned =
      /warning: Dataset \S+ has a newer version \((\S+)\), whose files this step does not change/;
    assert.doesNotMatch((await upload('1')).log, isWarned);
    const version = await job.run('version-item', { id, reason: 'Next year' });
    assert.doesNotMatch((await upload('1')).log, isWarned, 'nothing is uploaded');
    const changed = await expectSuccess(upload('2'));
    assertOutputs(changed, { uploaded: '1' });
    assert.equal(isWarned.exec(changed.log)?.[1], version.outputs['id']);
    const run = createModelRunDocument(
      job,
      { input: await dataset(), output: id },
      { display_name: 'To an old version' },
    );
    const outputs = [{ dataset_template_id: job.seed.outputTemplate, dataset_id: id, path: 'versions/' }];
    const recorded = await expectSuccess(
      job.runner.runStep('record-run', {
        files: { 'versions/a.csv': '3' },
        with: { run: JSON.stringify({ ...run, outputs }) },
      }),
    );
    assert.equal(isWarned.exec(recorded.log)?.[1], version.outputs['id']);
  });

  test('upload-data does not delete files that a line of path excludes, whether they exist locally or not', async () => {
    const id = await dataset();
    await (await openDatasetObjects(job, id)).put({
      'data/tmp/local': '1',
      'data/tmp/elsewhere': '2',
      'data/tmp/wanted': '3',
      'data/gone': '4',
    });
    const step = await send(
      id,
      'tree-3\n!tree-3/tmp/**\ntree-3/tmp/wanted*',
      { 'tree-3/a': 'a', 'tree-3/tmp/local': 'new', 'tree-3/tmp/wanted-too': 'w' },
      { destination: 'data', 'delete-missing': 'true' },
    );
    assert.equal(step.exitCode, 0, step.log);
    assertOutputs(step, { deleted: '2' });
    assert.deepEqual(await contents(id), {
      'data/a': 'a',
      'data/tmp/local': '1',
      'data/tmp/elsewhere': '2',
      'data/tmp/wanted-too': 'w',
    });
    assert.match(step.log, /2 files are not deleted from the dataset, because of lines with ! in input path/);
  });

  test('a dry run lists the transfers and uploads nothing', async () => {
    const id = await dataset();
    const step = await expectSuccess(send(id, 'dry', { 'dry/a': 'a' }, { 'dry-run': 'true' }));
    assert.match(step.log, /upload: a \(new\)\nDry run\. Nothing was uploaded\./);
    assert.deepEqual(await contents(id), {});
  });

  test('upload-data warns when names differ only in case', async () => {
    const warning = /warning: 1 file \(for example a\.csv\) cannot be downloaded on Windows and macOS: /;
    const both = await expectSuccess(send(await dataset(), 'case', { 'case/A.csv': '1', 'case/a.csv': '2' }));
    assert.match(both.log, warning);
    const single = await expectSuccess(send(await dataset(), 'case/*.csv\n!case/A.csv', {}));
    assert.doesNotMatch(single.log, /warning/);
  });

  test('a dry run lists changes first, and at most a hundred of each kind', async () => {
    const id = await dataset();
    const files = Object.fromEntries(Array.from({ length: 105 }, (_, i) => [`long/f${i}`, 'x']));
    const kept = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`f${i}`, 'x']));
    await (await openDatasetObjects(job, id)).put({ ...kept, gone: 'x' });
    const upload = { 'dataset-id': id, path: 'long', 'if-exists': 'overwrite' };
    const step = await expectSuccess(
      job.runner.runStep('upload-data', {
        files,
        with: { ...upload, 'delete-missing': 'true', 'dry-run': 'true' },
      }),
    );
    assert.equal(step.log.match(/^(?:upload|replace): /gm)?.length, 100);
    assert.match(step.log, /^… and 5 more files$\n^delete: gone$/m);
  });

  test('if-exists: error names every existing file before anything is sent', async () => {
    const id = await dataset();
    const step = (ifExists: string, files: Record<string, string>) =>
      send(id, 'e', files, { 'if-exists': ifExists });
    await step('overwrite', { 'e/year 1/one.nc': '1', 'e/two': '2' });
    const rejected = await step('error', { 'e/three': '3' });
    assertFailed(
      rejected,
      /^ *two: already exists in the dataset\n *year 1\/one\.nc: already exists in the dataset\n.*#invalid-input$/ms,
    );
    assert.match(rejected.lastMessage, /2 files already exist.*set if-exists to/);
    assert.deepEqual(Object.keys(await contents(id)).sort(), ['two', 'year 1/one.nc']);
  });

  test('the manifest has name, size, checksums and outcome of every file', async () => {
    const id = await dataset();
    const step = await send(
      id,
      'm',
      { 'm/a': 'hello' },
      { sha256: 'true', 'manifest-file': 'manifest.json' },
    );
    assert.equal(step.outputs['manifest'], join(job.runner.workspace, 'manifest.json'));
    const manifest: object = JSON.parse(await readFile(step.outputs['manifest'] ?? '', 'utf8'));
    assert.partialDeepStrictEqual(manifest, {
      files: [
        {
          name: 'a',
          size: 5,
          crc32: 'NhCmhg==',
          sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
          outcome: 'uploaded',
        },
      ],
    });
  });

  test('shards together send every file exactly once', async () => {
    const id = await dataset();
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`sh/f${i}`, 'x'.repeat(i)]));
    for (const shard of ['1/3', '2/3', '3/3']) {
      const step = await send(id, 'sh', files, { shard });
      assert.equal(step.outputs['skipped'], '0', step.log);
    }
    assert.equal(Object.keys(await contents(id)).length, 20);
  });

  test('symlinks: skip uploads no links, follow-all also links that lead outside the workspace', async () => {
    const { workspace } = job.runner;
    await createFolder('outer-links', ['file']);
    await writeFile(join(workspace, '../outside.txt'), 'outside');
    await symlink('../../outside.txt', join(workspace, 'outer-links/link'));
    const upload = async (symlinks: string) => {
      const id = await dataset();
      const step = await job.run('upload-data', { 'dataset-id': id, path: 'outer-links', symlinks });
      return { step, files: step.exitCode === 0 ? await contents(id) : {} };
    };
    assert.deepEqual((await upload('skip')).files, { file: 'file' });
    assert.deepEqual((await upload('follow-all')).files, { file: 'file', link: 'outside' });
    const followed = await upload('follow');
    assertFailed(
      followed.step,
      /link: a symbolic link to .* outside the workspace\. To upload it anyway, set symlinks: follow-all/,
    );
  });

  test('upload-data fails for a pointer of Git LFS unless allow-pointer-files is set', async () => {
    const id = await dataset();
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 5\n`;
    const upload = (allow: string) =>
      send(id, 'lfs', { 'lfs/model.nc': pointer }, { 'allow-pointer-files': allow });
    const rejected = await upload('false');
    assertFailed(rejected, /model\.nc: a pointer of Git LFS.*lfs: true.*set allow-pointer-files: true/s);
    assert.equal((await upload('true')).exitCode, 0);
    assert.deepEqual(await contents(id), { 'model.nc': pointer });
  });

  test('upload-data does not delete files whose local file it skips', async () => {
    const id = await dataset();
    const names = ['store.zarr/.zarray', 'store.zarr/0.0', 'target', 'gone'];
    const folder = await createFolder('skipped', names);
    await symlink('target', join(folder, 'link'));
    const upload = (inputs: Readonly<Record<string, string>>) =>
      job.run('upload-data', { 'dataset-id': id, path: 'skipped', 'delete-missing': 'true', ...inputs });
    assert.equal((await upload({ 'include-hidden-files': 'true' })).outputs['uploaded'], '5');
    await rm(join(folder, 'gone'));
    const step = await expectSuccess(upload({ symlinks: 'skip' }));
    assertOutputs(step, { deleted: '1' });
    assert.deepEqual(Object.keys(await contents(id)).sort(), [
      'link',
      'store.zarr/.zarray',
      'store.zarr/0.0',
      'target',
    ]);
    assert.match(
      step.log,
      /warning: 2 files are not deleted from the dataset, because the local file is hidden, skipped with a symbolic link,/,
    );
  });

  test('upload-data keeps files behind a skipped link without a target, and deletes those that cannot exist', async () => {
    const id = await dataset();
    const folder = await createFolder('replaced', ['mount/a', 'data/b', 'c']);
    const upload = (inputs: Readonly<Record<string, string>>) =>
      job.run('upload-data', { 'dataset-id': id, path: 'replaced', 'delete-missing': 'true', ...inputs });
    assert.equal((await upload({})).outputs['uploaded'], '3');
    await rm(join(folder, 'mount'), { recursive: true });
    await symlink('/mnt/not-mounted', join(folder, 'mount'));
    await rm(join(folder, 'data'), { recursive: true });
    await writeFile(join(folder, 'data'), 'a file in place of the folder');
    const step = await expectSuccess(upload({ symlinks: 'skip' }));
    assertOutputs(step, { deleted: '1' });
    assert.deepEqual(Object.keys(await contents(id)).sort(), ['c', 'data', 'mount/a']);
    assert.match(step.log, /warning: 1 file is not deleted from the dataset/);
  });

  test('upload-data names a broken link to a folder, and keeps the files of the dataset behind it', async () => {
    const id = await dataset();
    const folder = await createFolder('behind', ['disk/a.csv', 'b.csv', 'c.csv']);
    const upload = () =>
      job.run('upload-data', { 'dataset-id': id, path: 'behind/**/*.csv', 'delete-missing': 'true' });
    assert.equal((await upload()).outputs['uploaded'], '3');
    for (const name of ['disk', 'c.csv']) await rm(join(folder, name), { recursive: true });
    await symlink('/mnt/not-mounted', join(folder, 'disk'));
    const step = await expectSuccess(upload());
    assertOutputs(step, { deleted: '1' });
    assert.match(
      step.log,
      /warning: 1 broken symbolic link is skipped: behind\/disk\. Files behind a broken link/,
    );
    assert.match(step.log, /warning: 1 file is not deleted from the dataset/);
    assert.deepEqual(Object.keys(await contents(id)).sort(), ['b.csv', 'disk/a.csv']);
  });

  test('upload-data and download-data set their counts when the manifest cannot be written', async () => {
    const id = await dataset();
    const files = { 'counted/a.csv': 'a' };
    const steps = [
      ['upload-data', 'uploaded', { path: 'counted' }],
      ['download-data', 'downloaded', { path: 'counted-down' }],
    ] as const;
    for (const [action, count, inputs] of steps) {
      // A file in place of the folder.
      const env = { RUNNER_TEMP: join(job.runner.workspace, 'counted/a.csv') };
      const temporary = await job.runner.runStep(action, {
        files,
        with: { ...inputs, 'dataset-id': id },
        env,
      });
      assert.deepEqual([temporary.exitCode, temporary.outputs[count]], [0, '1'], temporary.log);
      assert.equal(temporary.outputs['manifest'], undefined);
      assert.match(temporary.lastMessage, /Output manifest is not set: .* cannot be written/);
      const named = await job.runner.runStep(action, {
        with: { ...inputs, 'dataset-id': id, 'if-exists': 'overwrite', 'manifest-file': '.git/m.json' },
      });
      assert.deepEqual([named.exitCode, named.outputs[count]], [1, '1'], named.log);
      assert.match(named.lastMessage, /input manifest-file: .*reserved for Git/);
    }
  });

  test('upload-data deletes nothing when a line of path matches no file', async () => {
    const id = await dataset();
    const { workspace } = job.runner;
    await createFolder('lines', ['results/a', 'figures/b']);
    const upload = (how: string) =>
      job.run('upload-data', {
        'dataset-id': id,
        path: 'lines/results\nlines/figures',
        'delete-missing': 'true',
        'if-no-files-found': how,
      });
    assert.equal((await upload('error')).exitCode, 0);
    await rm(join(workspace, 'lines/figures'), { recursive: true });
    assertFailed(await upload('error'), /no file matches "lines\/figures"/);
    const warned = await expectSuccess(upload('warn'));
    assertOutputs(warned, { deleted: '0' });
    assert.match(warned.log, /warning: input path: no file matches .*\.\n.*Nothing is deleted/);
    assert.ok('figures/b' in (await contents(id)));
  });

  test('upload-data reports a folder and a file that it may not read, and deletes nothing', async () => {
    const id = await dataset();
    await createFolder('unreadable', ['a', 'old', 'sub/b']);
    const upload = (launcher: readonly string[] = []) =>
      job.runner.runStep('upload-data', {
        with: { 'dataset-id': id, path: 'unreadable', 'delete-missing': 'true' },
        launcher,
      });
    const first = await upload();
    assert.equal(first.outputs['uploaded'], '3', first.log);
    await rm(join(job.runner.workspace, 'unreadable/old'));
    const other = process.getuid?.() === 0 ? [process.execPath, '-e', RUN_AS_NOBODY] : [];
    const paths = ['unreadable/sub', 'unreadable/sub/b'].map((path) => join(job.runner.workspace, path));
    for (const path of paths) {
      execFileSync('chmod', ['-R', 'a+rwX', join(job.runner.workspace, '..')]);
      await chmod(path, 0);
      const step = await upload(other);
      await chmod(path, 0o755);
      assert.equal(step.exitCode, 1, step.log);
      assert.match(step.log, /sub(?:\/b)?: cannot be read: permission denied/);
      assert.doesNotMatch(step.log, /bug in the action/);
      if (path.endsWith('/b')) assertOutputs(step, { uploaded: '0', deleted: '0', failed: '1' });
      assert.deepEqual(Object.keys(await contents(id)).sort(), ['a', 'old', 'sub/b']);
    }
    const again = await upload();
    assertOutputs(again, { uploaded: '0', deleted: '1' });
  });

  test('upload-data warns that a metadata.json in the root is not uploaded', async () => {
    const id = await dataset();
    const step = await expectSuccess(send(id, 'own', { 'own/metadata.json': '{"mine":1}', 'own/a': '1' }));
    assertOutputs(step, { uploaded: '1', skipped: '0' });
    assert.match(step.annotations[0]?.message ?? '', /metadata\.json is not uploaded/);
  });

  test('upload-data does not upload its own manifest, and does not delete it from the dataset', async () => {
    const id = await dataset();
    const step = () =>
      send(
        id,
        'with-manifest',
        { 'with-manifest/a': 'a' },
        { 'manifest-file': 'with-manifest/manifest.json', 'delete-missing': 'true' },
      );
    const first = await step();
    assert.deepEqual([first.exitCode, first.annotations], [0, []], first.log);
    await (await openDatasetObjects(job, id)).put({ 'manifest.json': 'other' });
    const second = await expectSuccess(step());
    assert.match(
      second.annotations[0]?.message ?? '',
      /^with-manifest\/manifest\.json is not uploaded: it is the manifest/,
    );
    assert.match(second.log, /^No file was uploaded \(1 file unchanged\)$/m);
    assert.deepEqual(await contents(id), { a: 'a', 'manifest.json': 'other' });
    await symlink('with-manifest', join(job.runner.workspace, 'link-to-manifest'));
    const manifest = { 'manifest-file': 'with-manifest/manifest.json' };
    const linked = await expectSuccess(send(id, 'link-to-manifest/', {}, manifest));
    assert.match(linked.annotations[0]?.message ?? '', /manifest\.json is not uploaded: it is the manifest/);
    assert.deepEqual(await contents(id), { a: 'a', 'manifest.json': 'other' });
  });

  test('upload-data and download-data warn when they replace the manifest of another dataset', async () => {
    const [id, other] = [await dataset(), await dataset()];
    const inputs = { 'manifest-file': 'of-one-dataset.json' };
    const path = join(job.runner.workspace, 'of-one-dataset.json');
    const upload = (to: string, more = {}) => send(to, 'of-one', { 'of-one/a': 'a' }, { ...inputs, ...more });
    const download = (from: string) =>
      job.run('download-data', { path: 'of-one-down', 'dataset-id': from, ...inputs });
    await expectSuccess(upload(id));
    const written = await readFile(path, 'utf8');
    const { bucket, prefix } = JSON.parse(written);
    const dryRun = await expectSuccess(upload(other, { 'dry-run': 'true' }));
    assert.deepEqual([dryRun.annotations, await readFile(path, 'utf8')], [[], written]);
    const steps = [await upload(other), await upload(other), await download(id), await download(id)];
    for (const { exitCode, log } of steps) assert.equal(exitCode, 0, log);
    const warnings = steps.map(({ annotations }) => annotations.map(({ message }) => message).join('\n'));
    assert.equal(
      warnings[0],
      `input manifest-file: of-one-dataset.json was the manifest of another dataset (${bucket}/${prefix}), which this step has replaced. To keep the manifests of both, set another path.`,
    );
    assert.equal(warnings[1], '');
    assert.match(
      warnings[2] ?? '',
      /^input manifest-file: of-one-dataset\.json was the manifest of another/m,
    );
    assert.equal(warnings[3], '');
    assert.equal(JSON.parse(await readFile(path, 'utf8')).prefix, prefix);
    assert.deepEqual(await contents(other), { a: 'a' });
  });

  test('upload-data deletes a folder that became a file only with delete-missing, and does not mix both', async () => {
    const id = await dataset();
    const folder = await createFolder('turned', ['b/1', 'c']);
    const upload = (inputs: Readonly<Record<string, string>> = {}) =>
      job.run('upload-data', { 'dataset-id': id, path: 'turned', ...inputs });
    await expectSuccess(upload());
    await rm(join(folder, 'b'), { recursive: true });
    await createFolder('turned', ['b']);
    assertFailed(
      await upload(),
      /^1 name would be both a file and a folder, .* set delete-missing: true in upload-data/,
      /^ *b: a file here, and a folder in the dataset with b\/1$/m,
    );
    assert.deepEqual(Object.keys(await contents(id)).sort(), ['b/1', 'c']);
    await expectSuccess(upload({ 'delete-missing': 'true' }));
    assert.deepEqual(Object.keys(await contents(id)).sort(), ['b', 'c']);
  });

  test('upload-data rejects a destination that leads out of the dataset or to a Git folder', async () => {
    for (const [destination, message] of [
      ['../other', /^input destination: must not contain "\.\.", found "\.\.\/other"/],
      [
        'sub/.GIT/hooks',
        /^input destination: "sub\/\.GIT\/hooks" is a Git folder, whose files download-data/,
      ],
    ] as const)
      assertFailed(await send('10378.1/1', 'inside', { 'inside/a': 'a' }, { destination }), message);
  });

  test('upload-data rejects a path whose lines all exclude', async () => {
    const id = await dataset();
    const files = { 'kept/a.csv': 'a' };
    const upload = await send(id, '!kept/b.csv\n! kept/c.csv', files, { 'delete-missing': 'true' });
    assertFailed(
      upload,
      /no file matches "!kept\/b\.csv" \(every line excludes; add a line with what to include\), "! kept\/c\.csv"/,
    );
  });

  test('upload-data rejects a path whose lines are all comments, and deletes nothing', async () => {
    const id = await dataset();
    const step = (path: string) => send(id, path, { 'kept/a.csv': 'a' }, { 'delete-missing': 'true' });
    assert.equal((await step('kept/')).outputs['uploaded'], '1');
    const rejected = await step('# kept/\n\n!\n');
    assertFailed(rejected, /input path: expected a line that does not start with #, found "# kept/);
    assert.equal((await step('kept/')).outputs['skipped'], '1');
  });

  test('if-no-files-found decides between error, warning and silence when nothing matches', async () => {
    const id = await dataset();
    const step = (how: string) =>
      job.run('upload-data', { 'dataset-id': id, path: 'nowhere/', 'if-no-files-found': how });
    assert.equal((await step('error')).exitCode, 1);
    const warned = await step('warn');
    assert.deepEqual(
      [warned.exitCode, warned.annotations[0]?.level, warned.outputs['uploaded']],
      [0, 'warning', '0'],
    );
    assert.deepEqual((await step('ignore')).annotations, []);
  });

  test('upload-data fails before any transfer when the dataset is locked, unless it has all files', async () => {
    const id = await dataset();
    const upload = (files: Record<string, string>) =>
      send(id, 'l', files, { 'delete-missing': 'true', 'abort-incomplete': '1d' });
    assert.equal((await upload({ 'l/a': 'a' })).outputs['uploaded'], '1');
    await api.call('registry', 'PUT', '/registry/entity/dataset/locks/lock', { id, reason: 'test' });
    const again = await expectSuccess(upload({}));
    assertOutputs(again, { skipped: '1' });
    job.sandbox.clearRequestLog();
    assertFailed(await upload({ 'l/a': 'b' }), new RegExp(`dataset ${id} is read-only: it is locked`));
    const writes = job.sandbox.requestLog({ service: 's3' }).filter(({ method }) => method !== 'GET');
    assert.deepEqual(writes, []);
  });

  test('upload-data renews credentials that expire during the transfer', async () => {
    const id = await dataset();
    job.sandbox.updateSettings({ credential_seconds: 2 });
    const files = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`many/f${i}`, String(i)]));
    const stop = job.sandbox.injectFault({ fault: 'delay', service: 'datastore', milliseconds: 50 });
    const step = await send(id, 'many', files, { concurrency: '1' });
    stop();
    job.sandbox.updateSettings({ credential_seconds: 28_800 });
    assert.equal(step.exitCode, 0, step.log);
    assert.equal(Object.keys(await contents(id)).length, 40);
  });
});
