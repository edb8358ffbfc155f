import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import type { StepInputs } from './runner.ts';
import { assertFailed, expectSuccess } from './step-assertions.ts';
import { CheckedClient, formatDatasetDocument, listApiRequests, useJob } from './test-job.ts';

/** Each row: a step with an invalid input, and what its message has to contain. */
type Row = readonly [what: string, action: string, step: StepInputs, expectedPattern: RegExp];

const NO_TOKEN = { PROVENA_OFFLINE_TOKEN: '' };
const SESSION = '00000000-0000-4000-8000-000000000000';

suite('an invalid input is reported in one message with the input and the remedy', async () => {
  const job = await useJob();
  const userWithoutRoles = await useJob({}, 'nobody');

  const metadata = formatDatasetDocument('10378.1/1');
  const rows: readonly Row[] = [
    [
      'no credentials',
      'mint-dataset',
      { with: { metadata }, env: NO_TOKEN },
      /no credentials: set input offline-token or the variable PROVENA_OFFLINE_TOKEN.*forks/,
    ],
    [
      'a client without credentials',
      'mint-dataset',
      { with: { metadata, 'client-id': 'pipeline' }, env: NO_TOKEN },
      /from a secret, or for OpenID Connect give the job the permission id-token: write\. Pull requests/,
    ],
    [
      'a client secret without its client',
      'mint-dataset',
      { with: { metadata, 'client-secret': 'secret-of-a-client' }, env: NO_TOKEN },
      /^input client-secret \(or PROVENA_CLIENT_SECRET\) has no effect.*set input client-id/,
    ],
    [
      'the path of a folder for a file',
      'export-lineage',
      { with: { id: '10378.1/1', path: 'out/' } },
      /^input path: expected the path of a file, found that of a folder\. Add the name of the file/,
    ],
    [
      'a variable for a flag that is neither true nor false',
      'mint-dataset',
      { with: { metadata }, env: { PROVENA_ALLOW_HTTP: '1' } },
      /^input allow-http \(or PROVENA_ALLOW_HTTP\): expected true or false, found "1"/,
    ],
    [
      'a client whose secret is its id, which the realm does not know',
      'mint-dataset',
      { with: { metadata, 'client-id': 'client-of-the-reef', 'client-secret': 'client-of-the-reef' } },
      /^keycloak\.token: the realm rejected the client \*{3} \(invalid_client/,
    ],
    [
      'an access token in quotes',
      'fetch-item',
      { with: { id: '10378.1/1', 'access-token': '"token-of-a-user"' } },
      /^the access token contains a character that is not allowed.*Check the secret for line breaks, quotes/,
    ],
    [
      'a token that the realm does not know',
      'mint-dataset',
      { with: { metadata, 'offline-token': 'wrong-token-entirely' } },
      /offline token.*\n.*Check the input offline-token or PROVENA_OFFLINE_TOKEN/s,
    ],
    [
      'an instance that is not named',
      'mint-dataset',
      { with: { metadata }, env: { PROVENA_ENDPOINTS: '' } },
      /input domain \(or PROVENA_DOMAIN\)/,
    ],
    [
      'a domain that is an address',
      'mint-dataset',
      { with: { metadata, domain: 'https://x.example' }, env: { PROVENA_ENDPOINTS: '' } },
      /input domain.*is not a domain/,
    ],
    [
      'a domain that does not exist',
      'mint-dataset',
      { with: { metadata, domain: 'no-such.invalid', realm: 'r' }, env: { PROVENA_ENDPOINTS: '' } },
      /no-such\.invalid|could not be reached|ENOTFOUND|EAI_AGAIN/,
    ],
    [
      'a service that does not exist',
      'mint-dataset',
      { with: { metadata, endpoints: 'registri: http://127.0.0.1' } },
      /endpoints\.registri.*is not a service/,
    ],
    [
      'endpoints that are not a mapping',
      'mint-dataset',
      { with: { metadata, endpoints: 'http://127.0.0.1' } },
      /input endpoints.*expected a mapping/,
    ],
    [
      'the path of a file with endpoints',
      'mint-dataset',
      { with: { metadata, endpoints: 'config/endpoints.yaml' } },
      /^input endpoints, line 1, column 1: expected a mapping from service to URL.*, found "config\/endpoints\.yaml"/,
    ],
    [
      'endpoints without addresses',
      'mint-dataset',
      { with: { metadata, endpoints: 'registry: 7\nprov:\n' } },
      /line 1, column 11: registry: expected .*, found 7\ninput endpoints, line 2, column \d+: prov: expected .*, found null/,
    ],
    ['no metadata', 'mint-dataset', {}, /no metadata: set input metadata, input metadata-file, or both/],
    [
      'metadata of another kind, before the list of its fields',
      'mint-dataset',
      { with: { metadata: 'kind: person\nfirst_name: A\n' } },
      /^input metadata, line 1, column 7: kind: expected "dataset", found "person"\. Use the action register-item for this document\nCorrect/,
    ],
    [
      'metadata whose schema is of another kind',
      'mint-dataset',
      { with: { metadata: '$schema: https://x.example/schemas/model-run-partial.json\ndisplay_name: A\n' } },
      /^input metadata, line 1, column 10: \$schema: expected "dataset", found "model-run"\. Use the action register-model-run/,
    ],
    [
      'model runs of another kind, before the list of their fields',
      'register-model-run',
      { with: { 'model-run': '- kind: dataset\n  name: A\n' } },
      /^input model-run, line 1, column 9: kind: expected "model-run", found "dataset"\. Use the action mint-dataset for this document\nCorrect/,
    ],
    [
      'a model run among items',
      'register-item',
      { with: { item: 'kind: model-run\ndisplay_name: A\n' } },
      /kind: expected one of .*, found "model-run"\. Use the action register-model-run for this document\nCorrect/,
    ],
    [
      'an unknown kind of documents',
      'validate',
      { with: { path: 'a.yaml', kind: 'studdy' }, files: { 'a.yaml': 'display_name: A\n' } },
      /^input kind: expected one of organisation, .*, run, found "studdy"\. Did you mean "study"\?/,
    ],
    [
      'a kind of model runs for items',
      'register-item',
      { with: { item: 'display_name: A', kind: 'Model run' } },
      /^input kind: expected one of organisation, .*, found "Model run"\. Use the action register-model-run for this/,
    ],
    [
      'a missing file',
      'mint-dataset',
      { with: { 'metadata-file': 'no/such.yaml' } },
      /no\/such\.yaml: input metadata-file: the file does not exist/,
    ],
    [
      'nothing to wait for',
      'await-job',
      {},
      /nothing to wait for: set input session-id, session-file or batch-id/,
    ],
    [
      'a list with separators and no values',
      'check-connection',
      { with: { require: ' , ,' } },
      /^input require: expected any of read, write, admin, linked, found only separators: ", ,"\. Remove the input/,
    ],
    [
      'an invalid session id',
      'await-job',
      { with: { 'session-id': 'abc' } },
      /input session-id: "abc" is not a session id/,
    ],
    [
      'a session that does not exist',
      'await-job',
      { with: { 'session-id': SESSION, timeout: '60s' } },
      /1 of 1 job failed:\n1 × the server has no such job, or it belongs to another user/,
    ],
    [
      'no model run',
      'register-model-run',
      {},
      /no model run: set input model-run, input model-run-file, or both\. If one is an expression, it evaluates to an empty string/,
    ],
    [
      'a pattern that matches nothing',
      'register-model-run',
      { with: { 'model-run-file': 'runs/*.yaml' } },
      /input model-run-file: no file matches "runs\/\*\.yaml"/,
    ],
    [
      'a reason that is too long for the address of a request',
      'update-item',
      { with: { id: '10378.1/1700003', updates: 'description: changed', reason: 'r'.repeat(100_000) } },
      /reason: is too long \(100000 characters\).*Shorten it/s,
    ],
    [
      'no dataset',
      'upload-data',
      { with: { path: 'x' } },
      /input dataset-id: is required: expected .*If it is an expression, it evaluates to an empty string/,
    ],
    [
      'paths that match nothing',
      'upload-data',
      { with: { 'dataset-id': '10378.1/1', path: 'no/such/**' } },
      /input path: no file matches "no\/such\/\*\*"\. Paths are relative to .*\. Check the path, and that actions\/checkout/,
    ],
    [
      'an id without the prefix of a handle',
      'upload-data',
      { with: { 'dataset-id': '1234567', path: 'a.csv' } },
      /input dataset-id.*expected a handle such as 10378\.1\/1234567/,
    ],
    [
      'an IP address as the domain',
      'mint-dataset',
      { with: { metadata, domain: '127.0.0.1', realm: 'r' }, env: { PROVENA_ENDPOINTS: '' } },
      /input domain.*"127\.0\.0\.1" is not a domain\. Set endpoints/,
    ],
    [
      'a dataset that does not exist',
      'upload-data',
      { with: { 'dataset-id': '10378.1/404', path: 'a.txt' }, files: { 'a.txt': 'a' } },
      /^input dataset-id: datastore\.fetchDataset: not found: .*10378\.1\/404.*\nCheck the id/,
    ],
    [
      'a dataset that is a model',
      'upload-data',
      { with: { 'dataset-id': '10378.1/1700003', path: 'a.txt' }, files: { 'a.txt': 'a' } },
      /^input dataset-id: 10378\.1\/1700003 is the model "CO2 trend and season"\nSet the handle of a dataset\.\s/,
    ],
    [
      'a required input with a misspelt name',
      'upload-data',
      { with: { path: 'a.txt' }, env: { INPUT_DATASET_ID: '10378.1/1' } },
      /input dataset-id: is required.*\nunexpected input "dataset_id"\. Did you mean "dataset-id"\?/,
    ],
    [
      'one of two inputs with a misspelt name',
      'mint-dataset',
      { env: { INPUT_METADATAFILE: 'a.yaml' } },
      /no metadata: set input metadata.*\nunexpected input "metadatafile"\. Did you mean "metadata-file"\?/,
    ],
    [
      'fields of a mapping that are not indented',
      'mint-dataset',
      { with: { metadata: 'dataset_info:\nname: Readings' } },
      /line 2, column 1: name: is not a known field here\. It is a field of dataset_info: check the indentation/,
    ],
    [
      'a depth that is too large for the server',
      'explore-lineage',
      { with: { id: '10378.1/1', depth: '11' } },
      /input depth: expected an integer from 1 to 10, found "11"/,
    ],
  ];
  test('record-run: a warning names an optional input with a misspelt name', async () => {
    const env = { INPUT_RUN_FILE: 'a.yaml' };
    const result = await job.run('record-run', { run: '{}' }, env);
    assert.match(
      result.annotations[0]?.message ?? '',
      /^unexpected input "run_file"\. Did you mean "run-file"\?$/,
    );
  });

  test('download-data: the message describes a seed item that is not a dataset yet', async () => {
    const response = await new CheckedClient(job.sandbox).call(
      'registry',
      'POST',
      '/registry/entity/model/seed',
    );
    const { id } = assumeType<{ id: string }>(response['seeded_item']);
    const result = await job.run('download-data', { 'dataset-id': id, path: 'down' });
    assert.deepEqual(result.lastMessage.split('\n').slice(0, 2), [
      `input dataset-id: ${id} is a seed item of kind model, without content`,
      'Set the handle of an item with content.',
    ]);
  });

  for (const [action, getInputs, source] of [
    ['update-item', (id) => ({ id, reason: 'r', updates: 'name: x' }), 'input id: '],
    ['version-item', (id) => ({ id, reason: 'r' }), 'input id: '],
    [
      'register-item',
      (id) => ({ item: `kind: organisation\n$handle: ${id}\ndisplay_name: x\nname: x` }),
      'input item, line 2, column 10: $handle: ',
    ],
  ] satisfies [string, (id: string) => Record<string, string>, string][])
    test(`${action}: the message names the place of the handle of a seed item`, async () => {
      const api = new CheckedClient(job.sandbox);
      const response = await api.call('registry', 'POST', '/registry/entity/model/seed');
      const { id } = assumeType<{ id: string }>(response['seeded_item']);
      const result = await job.run(action, getInputs(id));
      assert.equal(
        result.lastMessage.split('\n')[0],
        `${source}${id} is a seed item without content. Set the handle of another item`,
      );
    });

  test('fetch-item: the request for an item that does not exist is sent once', async () => {
    const sent = listApiRequests(job.sandbox).length;
    const result = await job.run('fetch-item', { id: '10378.1/404' });
    assert.match(result.lastMessage, /^input id: .*not found/);
    assert.equal(listApiRequests(job.sandbox).length, sent + 1);
  });

  test('search-items: no input of a surrounding composite action is reported as a misspelt name', async () => {
    // act passes them to the steps of the action.
    const env = {
      INPUT_QUERYS: 'reef of this site',
      INPUT_KINDS: '',
      INPUT_LIMITS: ' ',
      INPUT_FAIL_IF_NONE: 'false',
    };
    const result = await expectSuccess(job.run('search-items', { query: 'reef' }, env));
    assert.doesNotMatch(result.log, /unexpected input/);
  });

  for (const [title, action, step, expectedPattern] of rows) {
    test(`${action}: ${title}`, async () => {
      const result = await job.runner.runStep(action, step);
      assert.equal(result.exitCode, 1, result.log);
      const last = result.annotations.at(-1);
      assert.equal(last?.level, 'error');
      assert.match(last?.message ?? '', expectedPattern);
      assert.match(last?.message ?? '', /\nHelp: .*docs\/troubleshooting\.md#[\w-]+$/);
    });
  }

  test('await-job names each invalid input when several are invalid', async () => {
    assertFailed(
      await job.runner.runStep('await-job', {
        with: { timeout: 'soon', follow: 'maybe', 'max-failures': '-1', 'fail-on': 'some' },
      }),
      /input timeout: expected a time such as 90s, 30m or 6h, found "soon"/,
      /input follow: expected true or false, found "maybe"/,
      /input max-failures: expected/,
      /input fail-on: expected one of any, all, never, found "some"/,
    );
  });

  test('step lists the missing roles when the user has none', async () => {
    const result = await userWithoutRoles.runner.runStep('mint-dataset', {
      with: { metadata: formatDatasetDocument(userWithoutRoles.seed.organisation) },
    });
    assertFailed(result, /entity-registry-(read|write)/);
  });

  test('step reports a missing person link and no server error when the user is not linked', async () => {
    const unlinked = await useJob({}, 'colleague');
    const metadata = formatDatasetDocument(unlinked.seed.organisation);
    const result = await unlinked.runner.run('mint-dataset', { metadata });
    assertFailed(result, /is not linked to a person.*\nLink the user to a person/s);
  });

  test('step rejects `me` when the user is not linked to a person', async () => {
    const result = await userWithoutRoles.runner.runStep('mint-dataset', {
      with: { metadata: `${metadata.replace('}', ', data_custodian_id: me }')}` },
    });
    assertFailed(result, /the document contains `me`, but the user of this token is not linked to a person/);
  });
});
