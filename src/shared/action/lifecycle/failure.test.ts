import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import {
  AbortedError,
  AuthError,
  ForbiddenError,
  InvalidError,
  NotFoundError,
  RequestRejectedError,
  TimedOutError,
  UnavailableError,
  UnexpectedResponseError,
} from '../../client/index.ts';
import { UserError } from '../../documents/problem.ts';
import { StepFailedError } from '../runner/step-failed-error.ts';
import { TROUBLESHOOTING_ANCHORS } from '../runner/troubleshooting-anchors.ts';
import { StepCancelledError } from './cancellation.ts';
import { describeFailure } from './failure.ts';

suite('describeFailure', () => {
  const rows: readonly [error: unknown, anchor: string][] = [
    [new UserError('x'), 'invalid-input'],
    [new AuthError('x'), 'authentication-failed'],
    [new ForbiddenError('x'), 'permission-denied'],
    [new RequestRejectedError('x'), 'request-rejected'],
    [new InvalidError('x'), 'invalid-input'],
    [new InvalidError('x', { status: 422 }), 'request-validation-failed'],
    [new NotFoundError('x'), 'not-found'],
    [new UnavailableError('x'), 'server-unavailable'],
    [new TimedOutError('x'), 'request-timeout'],
    [new AbortedError('x'), 'step-cancelled'],
    [new StepCancelledError('SIGINT'), 'step-cancelled'],
    [new UnexpectedResponseError('x'), 'unexpected-response'],
    [new StepFailedError('x', { advice: 'y', anchor: 'job-failed' }), 'job-failed'],
    [new TypeError('x'), 'internal-error'],
    ['text', 'internal-error'],
  ];
  for (const [error, anchor] of rows) {
    test(`describeFailure returns the anchor ${anchor} for ${error instanceof Error ? error.name : 'a value that is not an error'}`, () => {
      const failure = describeFailure(error);
      assert.equal(failure.anchor, anchor);
      assert.notEqual(failure.advice, '');
      assert.match(failure.message, /x|text|SIGINT/);
    });
  }

  test('describeFailure states that nothing was recorded when the step was cancelled before it connected', () => {
    const { advice } = describeFailure(new StepCancelledError('SIGINT'), { hasConnected: false });
    assert.equal(advice, 'Nothing was recorded. Re-run the job to continue.');
  });

  test('describeFailure reports the message of the server when it explains a 500 response', () => {
    const { advice } = describeFailure(new UnavailableError('x', { status: 500, detail: 'No link.' }));
    assert.match(advice, /The message above is from the server/);
  });

  for (const [title, transient, expected] of [
    ['to correct the cause, and not to wait, when the same request would fail again', false, /^Correct the/],
    ['to re-run the job later when a request may succeed then', true, /^Re-run the job later/],
  ] as const)
    test(`describeFailure advises ${title}`, () =>
      assert.match(describeFailure(new UnavailableError('x', { transient })).advice, expected));

  test('describeFailure advises about the address when a gateway reports an error', () => {
    const { advice } = describeFailure(
      new UnavailableError('x', { status: 503, detail: 'Service Unavailable' }),
    );
    assert.match(advice, /check the address above/);
  });

  for (const Kind of [NotFoundError, AuthError]) {
    test(`describeFailure advises to correct the address and not the input when ${Kind.name} has status 404`, () => {
      const { advice } = describeFailure(new Kind('x', { status: 404 }));
      assert.match(advice, /^Correct the address in endpoints/);
    });
  }

  for (const status of [400, 401, 403, 413]) {
    test(`describeFailure advises about the network when a proxy or firewall responds with ${status}`, () => {
      const url = 'https://registry.example.org/x';
      const request = { operation: 'x', service: 'registry', method: 'GET', route: '/x', url } as const;
      const { advice } = describeFailure(new UnexpectedResponseError('x', { request, status }));
      assert.match(advice, /^Check the address above, the proxy settings/);
    });
  }

  test('describeFailure advises about runs without secrets when authentication fails', () => {
    const { advice } = describeFailure(new AuthError('the offline token is empty'));
    assert.match(advice, /Pull requests from forks and Dependabot get no secrets/);
  });

  test('describeFailure names an unexpected error and requests a report', () => {
    const { message, advice } = describeFailure(new TypeError('x is not a function'));
    assert.equal(message, 'TypeError: x is not a function (this is a bug in the action)');
    assert.match(advice, /report it/);
  });

  for (const code of ['ENOSPC', 'EDQUOT']) {
    test(`describeFailure names the full disk and not a bug when ${code} is the error or its cause`, () => {
      const error = Object.assign(new Error(`${code}: write`), { code, syscall: 'write' });
      for (const outer of [error, new Error('write failed', { cause: error })]) {
        const { message, advice, anchor } = describeFailure(outer);
        assert.match(message, /^the disk is full: /);
        assert.doesNotMatch(message, /bug/);
        assert.match(advice, /Free some disk space/);
        assert.equal(anchor, 'file-not-writable');
      }
    });
  }

  test('describeFailure counts several problems and lists each with its location', () => {
    const place = { source: 'run.yaml', file: 'run.yaml', line: 2, column: 1 };
    const error = new UserError([{ message: 'a', place }, { message: 'b' }]);
    const failure = describeFailure(error);
    assert.match(failure.message, /^2 problems found:\n/);
    assert.equal(failure.problems?.length, 2);
  });

  test('describeFailure returns a single problem as the message, and annotates it only when it is in a file', () => {
    assert.deepEqual(describeFailure(new UserError('input x: missing')).problems, []);
    const place = { source: 'run.yaml', file: 'run.yaml', line: 2, column: 1 };
    assert.equal(describeFailure(new UserError([{ message: 'a', place }])).problems?.length, 1);
  });

  test('describeFailure keeps advice, anchor and cause of a StepFailedError', () => {
    const cause = new Error('cause');
    const error = new StepFailedError('m', { advice: 'a', anchor: 'version-conflict', cause });
    assert.equal(error.cause, cause);
    assert.deepEqual(describeFailure(error), {
      message: 'm',
      advice: 'a',
      anchor: 'version-conflict',
    });
  });
});

suite('TROUBLESHOOTING_ANCHORS', () => {
  test('TROUBLESHOOTING_ANCHORS are headings of docs/troubleshooting.md', async () => {
    const page = await readFile(new URL('../../../../docs/troubleshooting.md', import.meta.url), 'utf8');
    const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    );
    for (const anchor of TROUBLESHOOTING_ANCHORS) assert.ok(headings.includes(anchor), anchor);
  });
});
