import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { catchError } from '../testing/loopback-connection.ts';
import { createCollectionFormat, useSandbox, waitForSuccess } from './sandbox-support.ts';

const { as, seed } = await useSandbox();
const named = (name: string) => createCollectionFormat(name, seed.organisation);

suite('client against the sandbox: datasets', () => {
  test('client mints, fetches, updates, versions and finds a dataset, and keeps its texts unchanged', async () => {
    const provena = as('modeller');
    const { datastore } = provena;
    assert.equal((await datastore.validateDatasetMetadata(named('Kelp'))).success, true);
    const minted = await datastore.mintDataset(named('Kelp'));
    const created = await waitForSuccess(provena, minted.register_create_activity_session_id);
    await waitForSuccess(provena, created.result?.lodge_session_id);

    const { item, roles, locked } = await datastore.fetchDataset(minted.handle);
    assert.equal(item.collection_format.dataset_info.license, 'https://example.org');
    assert.equal(item.s3.path, minted.s3_location.path);
    assert.ok(roles?.includes('admin'));
    assert.equal(locked, false);

    await datastore.updateDatasetMetadata(minted.handle, 'better name', named('Kelp forest'));
    await datastore.revertDatasetMetadata({ id: minted.handle, history_id: 0, reason: 'or not' });
    const { new_version_id } = await datastore.versionDataset({ id: minted.handle, reason: 'new grid' });
    const { item: version } = await datastore.fetchDataset(new_version_id);
    assert.equal(version.versioning_info?.previous_version, minted.handle);

    const names: string[] = [];
    for await (const dataset of datastore.forAllDatasets({ page_size: 1 })) names.push(dataset.display_name);
    assert.equal(names.filter((name) => name === 'Kelp').length, 2);
    const found = await datastore.searchDatasets('kelp');
    assert.ok(found.items.some(({ id }) => id === minted.handle));
  });

  test('client returns credentials for the files of a dataset, and links that need no token', async () => {
    const { datastore } = as('modeller');
    const { handle } = await datastore.mintDataset(named('Files'));
    const request = { dataset_id: handle, console_session_required: false };
    for (const keys of [
      await datastore.generateReadAccessCredentials(request),
      await datastore.generateWriteAccessCredentials(request),
    ]) {
      assert.ok(Date.parse(keys.credentials.expiry) > Date.now());
    }
    const file = { dataset_id: handle, file_path: 'metadata.json' };
    const { presigned_url } = await datastore.generateDatasetPresignedUrl(file);
    const opened = await fetch(presigned_url);
    assert.match(await opened.text(), /"name": "Files"/);
    const missing = datastore.generateDatasetPresignedUrl({ ...file, file_path: 'no-such-file' });
    assert.equal((await catchError(missing)).family, 'notFound');
  });

  test('client releases a dataset through a reviewer, after which the dataset is read-only', async () => {
    const { datastore } = as('modeller');
    const { person } = seed;
    await as('admin').datastore.review.addReviewer(person);
    assert.deepEqual(await datastore.review.listReviewers(), [person]);
    const { handle } = await datastore.mintDataset(named('Release'));
    await datastore.review.requestApproval({ dataset_id: handle, approver_id: person, notes: 'please' });
    const waiting = await datastore.review.listReleases({
      filter_by: { release_reviewer: person },
      sort_by: undefined,
    });
    const ids = waiting.dataset_items.map(({ id }) => id);
    assert.deepEqual(ids, [handle]);
    const decision = { dataset_id: handle, approve: true, notes: 'fine' };
    assert.equal((await datastore.review.actOnApproval(decision)).approved, true);
    const keys = { dataset_id: handle, console_session_required: false };
    assert.equal((await catchError(datastore.generateWriteAccessCredentials(keys))).status, 403);
    await as('admin').datastore.review.deleteReviewer(person);
  });

  test('client reports the field when a dataset breaks a rule of the server', async () => {
    const broken = named('');
    const error = await catchError(as('modeller').datastore.mintDataset(broken));
    assert.equal(error.family, 'invalid');
    const actual = error.issues.map(({ path }) => path.join('.'));
    assert.deepEqual(actual, ['dataset_info.name']);
  });
});
