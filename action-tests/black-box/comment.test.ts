import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, suite, test } from 'node:test';
import { type GitHubServer, startGitHubServer } from '../../sandbox/testing/github-server.ts';
import { createTemporaryFolder } from '../../sandbox/testing/temporary-folder.ts';
import { expectSuccess } from './step-assertions.ts';
import { createDatasetMetadata, formatDatasetDocument, useJob } from './test-job.ts';
import { startServer } from './test-servers.ts';

type Respond = (
  request: IncomingMessage,
  response: ServerResponse,
  urls: { readonly origin: string; readonly elsewhere: string },
) => void;

type HostileResponse = readonly [title: string, respond: Respond, warning: RegExp];

suite('comment: true', async () => {
  const job = await useJob();
  let api: GitHubServer;
  let env: Record<string, string> = {};
  beforeEach(async () => {
    api = await startGitHubServer();
    api.comments.push({ id: 1, body: 'a comment of a person', user: PERSON });
    env = { GITHUB_API_URL: api.url, GITHUB_EVENT_NAME: 'pull_request' };
  });
  afterEach(() => api[Symbol.asyncDispose]());

  const event = {
    'event.json': JSON.stringify({
      pull_request: { number: 7 },
      repository: { name: 'models', owner: { login: 'reef' } },
    }),
  };
  const step = (
    action: string,
    inputs: Record<string, string>,
    more: Record<string, string> = {},
    files: Record<string, string> = event,
  ) =>
    job.runner.runStep(action, {
      files,
      with: { comment: 'true', 'github-token': 'ghs_token_of_the_job', ...inputs },
      env: { ...env, ...more, GITHUB_EVENT_PATH: `${job.runner.workspace}/event.json` },
    });

  test('comment keeps one comment per workflow with one section per step', async () => {
    const document = formatDatasetDocument(job.seed.organisation, 'First');
    await step('mint-dataset', { metadata: document }, { GITHUB_ACTION: 'one' });
    await step('explore-lineage', { id: job.seed.model }, { GITHUB_ACTION: 'two' });
    // Steps of a composite action share the name of the outer step.
    await step(
      'mint-dataset',
      { metadata: formatDatasetDocument(job.seed.organisation, 'Second') },
      { GITHUB_ACTION: 'one' },
    );
    assert.equal(api.comments.length, 2);
    const { body = '' } = api.comments[1] ?? {};
    assert.match(body, /## nightly/);
    assert.equal(body.match(/### Provena: mint-dataset/g)?.length, 2);
    assert.match(body, /First[\s\S]*Second/);
    assert.match(body, /### Provena: explore-lineage/);
    assert.deepEqual([...api.authorizations], ['token ghs_token_of_the_job']);
    assert.ok(
      api.requests.every((request) => /\/repos\/reef\/models\/issues\/|\/user$|\/graphql$/.test(request)),
    );
  });

  test('comment has a section for each call of a reusable workflow when job-index names the call', async (t) => {
    // Each call is a job of its own; both are run twice.
    for (const attempt of ['1', '2'])
      for (const caller of ['north', 'south']) {
        const metadata = formatDatasetDocument(job.seed.organisation, `Of ${caller}`);
        const env = { GITHUB_ACTION: 'mint', GITHUB_RUN_ATTEMPT: attempt, GITHUB_JOB: 'record' };
        const variables = { ...env, RUNNER_TEMP: createTemporaryFolder(t) };
        const inputs = { metadata, 'job-index': `${caller}-0` };
        await expectSuccess(step('mint-dataset', inputs, variables));
      }
    const { body = '' } = api.comments[1] ?? {};
    assert.equal(body.match(/### Provena: mint-dataset/g)?.length, 2, body);
    assert.match(body, /Of north[\s\S]*Of south/);
  });

  test('comment shows the plan of a run as a table', async () => {
    const run = {
      workflow_template_id: job.seed.workflowTemplate,
      display_name: 'Planned in a pull request',
      description: 'A run.',
      annotations: { scenario: 'test' },
      associations: { modeller_id: 'me' },
      inputs: [],
      outputs: [
        {
          dataset_template_id: job.seed.outputTemplate,
          dataset: createDatasetMetadata(job.seed.organisation, 'Projection'),
          path: 'results/',
        },
      ],
    };
    const planned = await step(
      'record-run',
      { run: JSON.stringify(run), plan: 'true' },
      { PROVENA_OFFLINE_TOKEN: '' },
      { ...event, 'results/a.csv': '1' },
    );
    assert.equal(planned.exitCode, 0, planned.log);
    const { body = '' } = api.comments[1] ?? {};
    assert.match(body, /### Provena: record-run/);
    assert.match(body, /1 model run to register: Planned in a pull request\./);
    assert.match(body, /\n\| dataset \| role \| files \| size \| plan \|\n/);
    assert.match(body, /\n\| Projection \| output \| 1 \| 1 B \| to mint, 1 file to upload \|/);
  });

  test('comment keeps the sections of other jobs when a job is re-run', async () => {
    for (const [name, attempt] of [
      ['build', '1'],
      ['publish', '1'],
      ['publish', '2'],
    ] as const)
      await step(
        'explore-lineage',
        { id: job.seed.model },
        { GITHUB_JOB: name, GITHUB_RUN_ATTEMPT: attempt },
      );
    const { body = '' } = api.comments[1] ?? {};
    assert.deepEqual(
      [...body.matchAll(/<!-- begin (build|publish)\S+%20(\d)/g)].map(([, name, attempt]) => [name, attempt]),
      [
        ['build', '1'],
        ['publish', '2'],
      ],
    );
  });

  for (const [title, env, files, warning] of [
    // Under act, the event pull_request has no pull request unless the user writes one.
    [
      'there is no pull request',
      {},
      { 'event.json': '{}' },
      /No comment: the event pull_request contains no pull request\./,
    ],
    [
      'the event cannot be read',
      {},
      { 'event.json': '{"pull_request":' },
      /No comment: the event file .*event\.json \(GITHUB_EVENT_PATH\) cannot be read: it is not JSON$/m,
    ],
    [
      'the address of the API is not a URL',
      { GITHUB_API_URL: 'api.github.com' },
      event,
      /No comment: the variable GITHUB_API_URL is not/,
    ],
    [
      'the API cannot be reached',
      { GITHUB_API_URL: 'http://127.0.0.1:9' },
      event,
      /GitHub's API cannot be reached/,
    ],
  ] as const)
    test(`comment warns and does not fail the step when ${title}`, async () => {
      const result = await expectSuccess(step('explore-lineage', { id: job.seed.model }, env, files));
      assert.match(result.log, warning);
      assert.deepEqual(api.requests, []);
    });

  const hostile: readonly HostileResponse[] = [
    [
      'returns endless pages',
      ({ url = '' }, response, { origin }) => {
        const page = Number(new URL(url, origin).searchParams.get('page') ?? '1') + 1;
        const link = `<${origin}/repos/reef/models/issues/7/comments?per_page=100&page=${page}>; rel="next"`;
        response.writeHead(200, { 'content-type': 'application/json', link }).end('[]');
      },
      /a response that cannot be used: the pull request has more than 50 pages of comments/,
    ],
    [
      'sends an endless response',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const send = () => {
          while (!response.destroyed && response.write(Buffer.alloc(1024 * 1024, ' ')));
          response.once('drain', send);
        };
        send();
      },
      /larger than 32 MiB/,
    ],
    [
      'leads to another host',
      (_, response, { elsewhere }) => {
        const link = `<${elsewhere}/page2>; rel="next"`;
        response.writeHead(200, { 'content-type': 'application/json', link }).end('[]');
      },
      /links to another host/,
    ],
    [
      'sends an HTML page',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
      },
      /a response that cannot be used: it is not a list of comments\. The summary/,
    ],
    [
      // The library takes the response to the list for an empty page.
      'sends null',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end('null');
      },
      /a response that cannot be used: it is not a comment\. The summary/,
    ],
    ...[{}, [null], [{ body: 5 }]].map(
      (body): HostileResponse => [
        `sends ${JSON.stringify(body)} for the comments`,
        (_, response) => {
          response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
        },
        /a response that cannot be used: it is not a list of comments\. The summary/,
      ],
    ),
  ];
  for (const [title, respond, warning] of hostile) {
    test(`comment warns, and does not fail or occupy the step, when the API of GitHub ${title}`, async () => {
      const received: string[] = [];
      await using elsewhere = await startServer((request, response) => {
        received.push(String(request.headers.authorization));
        response.end('[]');
      });
      await using server = await startServer((request, response) => {
        response.on('error', () => {});
        request.resume();
        if (request.url === '/user') response.writeHead(403).end('{}');
        else if (request.url === '/graphql') response.writeHead(200).end();
        else respond(request, response, { origin: server.url, elsewhere: elsewhere.url });
      });
      const metadata = formatDatasetDocument(job.seed.organisation);
      const result = await expectSuccess(step('mint-dataset', { metadata }, { GITHUB_API_URL: server.url }));
      assert.match(result.warnings.join('\n'), warning);
      assert.deepEqual(received, []);
    });
  }

  test('comment is created again when it was deleted after it was found', async () => {
    await step('explore-lineage', { id: job.seed.model });
    api.fault = (method) => {
      if (method !== 'PATCH') return undefined;
      api.comments.pop();
      return { status: 404, message: 'Not Found' };
    };
    const result = await expectSuccess(step('fetch-item', { id: job.seed.model }));
    assert.doesNotMatch(result.log, /No comment/);
    assert.match(api.comments[1]?.body ?? '', /### Provena: fetch-item/);
  });

  test('a step that is cancelled does not wait for the API of GitHub', async () => {
    let isReached = false;
    await using server = await startServer(() => {
      isReached = true;
    });
    const result = await job.runner.runStep('mint-dataset', {
      files: event,
      with: {
        comment: 'true',
        'github-token': 'ghs_token_of_the_job',
        metadata: formatDatasetDocument(job.seed.organisation),
      },
      env: {
        ...env,
        GITHUB_API_URL: server.url,
        GITHUB_EVENT_PATH: join(job.runner.workspace, 'event.json'),
      },
      interrupt: { signal: 'SIGINT', when: () => isReached },
      // Less than the time that a comment may take otherwise.
      timeoutMs: 60_000,
    });
    assert.equal(result.timedOut, false);
    assert.ok(result.outputs['dataset-id'], result.log);
    assert.match(result.lastMessage, /No comment: .*cancelled/);
  });

  test('comment is written when the API of GitHub recovers', async () => {
    api.fault = (method, count) => (method === 'GET' && count <= 2 ? { status: 503 } : undefined);
    const recovered = await step('explore-lineage', { id: job.seed.model });
    assert.deepEqual(recovered.annotations, [], recovered.log);
    assert.equal(api.comments.length, 2);
  });

  test('comment shortens long sections and marks them as shortened', async () => {
    // The table of a summary has 100 rows at most.
    const folder = `docs/${Array(4).fill('a-folder-with-a-long-name-'.repeat(8)).join('/')}`;
    const document = 'kind: organisation\ndisplay_name: a\nname: a\n';
    const files = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [`${folder}/organisation-${i}.yaml`, document]),
    );
    for (const name of ['one', 'two', 'three']) {
      const result = await expectSuccess(
        step('validate', { path: 'docs/**/*.yaml' }, { GITHUB_ACTION: name }, { ...event, ...files }),
      );
      assert.deepEqual(result.annotations, []);
    }
    const { body = '' } = api.comments[1] ?? {};
    assert.ok(body.length <= 65_536 && body.length > 50_000, String(body.length));
    assert.equal(body.match(/\(Truncated\. The summary of the run has the rest\.\)/g)?.length, 2);
    assert.match(body, /exceed the size limit [^:]*: <!-- omitted \S+ -->run\/two\./);
  });

  test('comment is written when the step fails', async () => {
    const failed = await step('mint-dataset', { metadata: 'associations: 7' });
    assert.equal(failed.exitCode, 1);
    assert.match(api.comments[1]?.body ?? '', /\*\*Failed\.\*\*/);
  });
});

const PERSON = { login: 'ada', type: 'User' };
