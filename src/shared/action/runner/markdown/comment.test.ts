import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, suite, test } from 'node:test';
import {
  BOT,
  type Comment,
  type Fault,
  type GitHubServer,
  startGitHubServer,
} from '../../../../../sandbox/testing/github-server.ts';
import { createRecordingLog, type RecordingLog } from '../../testing/recording-log.ts';
import { createStepEnvironment } from '../../testing/step-environment.ts';
import { formatCommentBody, formatMarker } from './comment-body.ts';

/** `@actions/github` reads its environment once, when it is imported. */
const environment = createStepEnvironment();
const { context } = await import('@actions/github');
const { updateComment } = await import('./comment.ts');

/** The body of a comment that has no section of the step. */
const OTHERS_ONLY = `${formatMarker('nightly')}\n<!-- run 4711 -->\n`;
const PERSON = { login: 'maria', type: 'User' };
const APP = { login: 'reef-app[bot]', type: 'Bot' };

suite('updateComment', () => {
  let server: GitHubServer;
  let log: RecordingLog;
  beforeEach(async () => {
    server = await startGitHubServer();
    context.apiUrl = server.url;
    log = createRecordingLog();
  });
  afterEach(() => server[Symbol.asyncDispose]());
  after(() => environment[Symbol.dispose]());

  const update = (title = 'Provena: example', token: string | undefined = 'ghs_token', settleMs = 1) =>
    updateComment({
      pullRequest: 7,
      token,
      jobIndex: undefined,
      title,
      parts: ['text'],
      log,
      signal: new AbortController().signal,
      settleMs,
    });

  test('updateComment adds sections to the one comment of the workflow when several steps write', async () => {
    await update('First');
    await update('Second');
    assert.equal(server.comments.length, 1);
    assert.match(
      server.comments[0]?.body ?? '',
      /## nightly[\s\S]*### First\n\ntext[\s\S]*### Second\n\ntext/,
    );
    assert.deepEqual(log.lines, []);
  });

  test('updateComment keeps one comment for each of two workflows with the same name', async () => {
    for (const file of ['one.yml', 'two.yml', 'one.yml']) {
      environment.set({ GITHUB_WORKFLOW_REF: `reef/models/.github/workflows/${file}@refs/pull/7/merge` });
      await update(file);
    }
    environment.set({ GITHUB_WORKFLOW_REF: undefined });
    assert.equal(server.comments.length, 2);
  });

  const retryAfter = { 'retry-after': '0' };
  const creations: readonly (readonly [title: string, fault: Fault, requests: number])[] = [
    ['finds its comment when the response to the creation is lost', 'lost', 1],
    ['creates the comment again when the request did not arrive', 'unsent', 2],
    [
      'waits as long as GitHub requests when the rate limit is reached',
      { status: 429, headers: retryAfter },
      2,
    ],
    [
      'sends the request again when a 403 response names the time to wait',
      { status: 403, message: 'Abuse detection mechanism', headers: retryAfter },
      2,
    ],
  ];
  for (const [title, fault, requests] of creations)
    test(`updateComment ${title}`, async () => {
      server.fault = (method, count) => (method === 'POST' && count === 1 ? fault : undefined);
      await update();
      assert.equal(server.comments.length, 1);
      assert.equal(server.requests.filter((request) => request.startsWith('POST /repos')).length, requests);
      assert.deepEqual(log.lines, []);
    });

  test('updateComment sends nothing again when GitHub requests a wait that is too long', async () => {
    server.fault = () => ({ status: 429, headers: { 'retry-after': '3600' } });
    await update();
    assert.match(log.lines.join('\n'), /^warning: No comment: GitHub's rate limit is reached \(429\)/);
    assert.equal(server.requests.filter((request) => request.includes('/issues/')).length, 1);
  });

  test('updateComment keeps one comment when two jobs create it at the same time', async () => {
    // Each job searches before the other has created the comment.
    server.onWrite = (comment) => {
      server.onWrite = () => {};
      server.comments.splice(server.comments.indexOf(comment), 0, {
        id: 0,
        body: formatCommentBody(formatMarker('nightly'), 'nightly', {
          runId: 4711,
          sections: [{ key: 'other', title: 'Other', markdown: 'of the other job' }],
        }),
        user: BOT,
      });
    };
    await update();
    assert.equal(server.comments.length, 1);
    assert.match(
      server.comments[0]?.body ?? '',
      /### Other\n\nof the other job[\s\S]*### Provena: example\n\ntext/,
    );
    assert.deepEqual(log.lines, []);
  });

  test('updateComment does not change the comment of a later run', async () => {
    const later = `${formatMarker('nightly')}\n<!-- run 4712 -->\n`;
    server.comments.push({ id: 1, body: later, user: BOT });
    await update();
    assert.equal(server.comments[0]?.body, later);
    assert.deepEqual(log.lines, [
      'info: No comment: the existing comment has the results of a later run of this workflow.',
    ]);
  });

  test('updateComment writes its section again when another job overwrote the comment', async () => {
    let isOverwritten = false;
    server.onWrite = (comment) => {
      if (!isOverwritten) comment.body = OTHERS_ONLY;
      isOverwritten = true;
    };
    await update();
    assert.match(server.comments[0]?.body ?? '', /### Provena: example/);
    assert.deepEqual(log.lines, []);
  });

  test('updateComment writes its section again when a write of another job arrives after its own', async () => {
    const overwritten = new Promise<void>((done) => {
      server.onWrite = (comment) => {
        server.onWrite = () => {};
        setTimeout(() => {
          comment.body = OTHERS_ONLY;
          done();
        }, 100);
      };
    });
    await update('Provena: example', 'ghs_token', 300);
    await overwritten;
    assert.match(server.comments[0]?.body ?? '', /### Provena: example/);
    assert.deepEqual(log.lines, []);
  });

  test('updateComment creates one comment when GitHub lists it with a delay', async () => {
    const listed: Comment[] = [];
    server.onWrite = () => listed.push(...server.comments.splice(0));
    await update();
    assert.equal(listed.length, 1);
    assert.deepEqual(log.lines, []);
  });

  test('updateComment keeps its comment when GitHub lists only a later one of another job', async () => {
    server.onWrite = (comment) => {
      server.onWrite = () => {};
      server.comments.splice(0, 1, { ...comment, id: 99, body: OTHERS_ONLY });
    };
    await update();
    const matches = server.requests.filter((request) => /^(?:DELETE|PATCH)/.test(request));
    assert.deepEqual(matches, []);
    assert.deepEqual(log.lines, []);
  });

  test('updateComment removes no comment of another job when its own was not created', async () => {
    const other = (id: number) => ({ id, body: OTHERS_ONLY, user: BOT });
    server.fault = (method, count) => {
      if (method === 'POST') server.comments.push(other(5));
      // GitHub lists an older comment with a delay.
      if (method === 'GET' && count === 3) server.comments.unshift(other(3));
      return method === 'POST' ? 'unsent' : undefined;
    };
    await update();
    const ids = server.comments.map(({ id }) => id);
    assert.deepEqual(ids, [3, 5]);
    assert.match(server.comments[0]?.body ?? '', /### Provena: example/);
    assert.deepEqual(log.lines, []);
  });

  test('updateComment writes once when its section does not fit and neither does its name', async () => {
    const sections = Array.from({ length: 200 }, (_, i) => ({
      key: `a${i}/${'step'.repeat(5)}`,
      title: 'Other',
      markdown: 'x'.repeat(30_600),
    }));
    const body = formatCommentBody(formatMarker('nightly'), 'nightly', { runId: 4711, sections });
    server.comments.push({ id: 1, body, user: BOT });
    await update();
    assert.equal(server.requests.filter((request) => request.startsWith('PATCH')).length, 1);
    assert.deepEqual(log.lines, []);
  });

  test('updateComment warns when other jobs overwrite the comment each time', async () => {
    server.onWrite = (comment) => {
      comment.body = OTHERS_ONLY;
    };
    await update();
    assert.match(
      log.lines.join('\n'),
      /warning: This step is missing from the comment .*, because other jobs overwrote or deleted it/,
    );
  });

  for (const user of [PERSON, { login: 'other[bot]', type: 'Bot' }, { ...BOT, type: 'User' }]) {
    test(`updateComment leaves a comment with its marker alone when ${user.login} (${user.type}) wrote it`, async () => {
      const forged = `${OTHERS_ONLY}forged`;
      server.comments.push({ id: 1, body: forged, user });
      await update();
      assert.equal(server.comments[0]?.body, forged);
      assert.doesNotMatch(server.comments[1]?.body ?? 'forged', /forged/);
    });
  }

  for (const [owner, user, viewer] of [
    ['a person', PERSON, undefined],
    ['an app', APP, 'reef-app[bot]'],
    ['an app whose login has no suffix', APP, 'reef-app'],
  ] as const)
    test(`updateComment finds its comment when the token is of ${owner}`, async () => {
      await server[Symbol.asyncDispose]();
      server = await startGitHubServer(user, viewer);
      context.apiUrl = server.url;
      await update();
      await update();
      assert.equal(server.comments.length, 1);
    });

  const failures: readonly (readonly [status: number, message: string, warning: RegExp])[] = [
    [401, 'Bad credentials', /GitHub rejected input github-token \(401\)/],
    [403, 'Resource not accessible', /may not write to pull request 7 \(403\).*pull-requests: write/],
    [403, 'You have exceeded a secondary rate limit', /rate limit is reached \(403\)/],
    [
      403,
      'SSO is required.',
      /may not write to pull request 7 \(403\).*responded with 403: SSO is required\. The/,
    ],
    [
      403,
      'Unable to create comment because issue is locked.',
      /: the conversation of pull request 7 is locked \(403\)\. The/,
    ],
    [404, 'Not Found', /may not write to pull request 7 \(404\)/],
    [422, 'Validation Failed', /responded with 422: Validation Failed/],
    [422, 'Body is too long.', /responded with 422: Body is too long\. The/],
    [429, 'Too many requests', /rate limit is reached \(429\)/],
    [502, 'Bad gateway', /responded with 502: Bad gateway/],
    [502, '<html>\n<body>Bad gateway</body>\n</html>', /responded with 502\. The/],
  ];
  for (const [status, message, warning] of failures) {
    test(`updateComment warns and does not throw when GitHub responds with ${status} ${message}`, async () => {
      server.fault = () => ({ status, message });
      await update();
      assert.match(log.lines.join('\n'), warning);
      assert.match(log.lines.join('\n'), /The summary has the same content\.$/);
    });
  }

  test('updateComment writes once when a proxy responds to the creation with a page', async () => {
    server.fault = (method) =>
      method === 'POST' ? { status: 200, html: '<html>Sign in</html>' } : undefined;
    await update();
    assert.deepEqual(log.lines, [
      "warning: No comment: GitHub's API sent a response that cannot be used: it is not a comment. The summary has the same content.",
    ]);
    assert.equal(server.requests.filter((request) => request.startsWith('POST /repos')).length, 1);
  });

  test('updateComment warns when the API cannot be reached', async () => {
    await server[Symbol.asyncDispose]();
    await update();
    assert.match(log.lines.join('\n'), /No comment: GitHub's API cannot be reached/);
    server = await startGitHubServer();
  });

  test('updateComment sends nothing when the token cannot be sent', async () => {
    await update('x', '');
    await update('x', 'ghs_one\nghs_two');
    assert.deepEqual(log.lines, [
      'warning: No comment: input github-token is empty.',
      'warning: No comment: input github-token contains spaces or line breaks.',
    ]);
    assert.deepEqual(server.requests, []);
  });
});
