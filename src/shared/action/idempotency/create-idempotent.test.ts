import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { AbortedError, type ProvenaError, UnavailableError } from '../../client/index.ts';
import type { Log } from '../runner/log/log.ts';
import type { StepFailedError } from '../runner/step-failed-error.ts';
import { type CreationCall, createIdempotent } from './create-idempotent.ts';
import type { ExistingResult } from './existing-results.ts';
import type { IdempotencyKey } from './idempotency-key.ts';

const KEY: IdempotencyKey = {
  value: 'repo/1/job/step/0',
  fingerprint: 'f',
  ordinal: 1,
  isUserDefined: false,
  searchFirst: false,
  since: 0,
};

/** A server with a list of resources, which records the searches and creations. */
function createServer(existing: readonly ExistingResult<string>[] = []) {
  const resources = [...existing];
  const lines: string[] = [];
  const record = (message: string): void => void lines.push(message);
  const log: Log = {
    debug: record,
    info: record,
    notice: record,
    warning: record,
    group: (_title, work) => work(),
  };
  let searchError: Error | undefined;
  let searches = 0;
  let creations = 0;
  const controller = new AbortController();
  const add = (id: string, fingerprint = 'f'): string => {
    resources.push({ id, resource: id, createdAt: resources.length + 1, fingerprint });
    return id;
  };
  return {
    add,
    lines,
    controller,
    failSearches: (error: Error) => {
      searchError = error;
    },
    counts: () => ({ searches, creations }),
    run: (
      key: Partial<IdempotencyKey> = {},
      create: (call: CreationCall<string>) => Promise<string> = async () => add('new'),
    ) =>
      createIdempotent<string>({
        key: { ...KEY, ...key },
        find: async () => {
          searches += 1;
          if (searchError) throw searchError;
          return resources;
        },
        create: (call) => {
          creations += 1;
          return create(call);
        },
        getId: (resource) => resource,
        describeDifferences: (resource) => [`${resource} differs`],
        log,
        signal: controller.signal,
      }),
  };
}

const resource = (id: string, createdAt: number, fingerprint = 'f'): ExistingResult<string> => ({
  id,
  resource: id,
  createdAt,
  fingerprint,
});

/** A failed request. With a status, the server itself responded. */
function lostResponse(status?: number): ProvenaError {
  return new UnavailableError('no response', {
    transient: true,
    outcomeUnknown: true,
    ...(status === undefined ? {} : { status }),
  });
}

suite('createIdempotent', () => {
  test('createIdempotent creates without a search in the first attempt', async () => {
    const server = createServer();
    assert.deepEqual(await server.run(), { resource: 'new', reused: false });
    assert.deepEqual(server.counts(), { searches: 0, creations: 1 });
  });

  test('createIdempotent creates when the resource with the key has other content, and reports it', async () => {
    const server = createServer([resource('other', 1, 'g')]);
    assert.deepEqual(await server.run({ searchFirst: true }), { resource: 'new', reused: false });
    assert.match(server.lines.join('\n'), /other has the same key .* different content/);
  });

  test('createIdempotent ignores content when the key has no fingerprint', async () => {
    const server = createServer([resource('old', 1, 'g')]);
    const result = await server.run({ searchFirst: true, fingerprint: undefined });
    assert.deepEqual(result, { resource: 'old', reused: true });
  });

  test('createIdempotent reuses the second resource for the second equal step, by time and id', async () => {
    const server = createServer([resource('c', 2), resource('b', 1), resource('a', 1)]);
    for (const [i, expected] of ['a', 'b', 'c', 'new'].entries())
      assert.equal((await server.run({ searchFirst: true, ordinal: i + 1 })).resource, expected);
  });

  test('createIdempotent uses the oldest of several equal resources and warns about the others', async () => {
    const server = createServer([resource('b', 2), resource('a', 1)]);
    assert.deepEqual(await server.run({ searchFirst: true }), { resource: 'a', reused: true });
    assert.match(server.lines.join('\n'), /2 equal results.* a is used; b is left over/);
  });

  test('createIdempotent uses the older resource when a concurrent attempt created one too', async () => {
    const server = createServer();
    const result = await server.run({ searchFirst: true }, async () => {
      server.add('concurrent');
      return server.add('new');
    });
    assert.deepEqual(result, { resource: 'concurrent', reused: true });
  });

  test('createIdempotent does not take a resource with other content after a lost response', async () => {
    const server = createServer();
    const result = await server.run({}, async ({ recover }) => {
      server.add('other', 'g');
      assert.equal(await recover({ error: lostResponse(500) }), undefined);
      return server.add('new');
    });
    assert.equal(result.resource, 'new');
  });

  test('createIdempotent searches until the resource appears when the gateway responded', async () => {
    const server = createServer();
    setTimeout(() => server.add('late'), 100);
    const result = await server.run({}, async ({ recover }) => {
      const found = await recover({ error: lostResponse(504) });
      assert.ok(found);
      return found;
    });
    assert.equal(result.resource, 'late');
    assert.ok(server.counts().searches >= 2);
  });

  test('createIdempotent rethrows errors of requests that had no effect', async () => {
    const server = createServer();
    const error = new UnavailableError('rejected', { transient: false, outcomeUnknown: false, status: 503 });
    await assert.rejects(
      server.run({}, () => Promise.reject(error)),
      error,
    );
  });

  test('createIdempotent reports an unknown outcome when the request may have had an effect', async () => {
    const server = createServer();
    await assert.rejects(
      server.run({}, () => Promise.reject(lostResponse())),
      (error: StepFailedError) =>
        error.anchor === 'outcome-unknown' &&
        /unknown whether the server completed this request/.test(error.message),
    );
  });

  test('createIdempotent reports the lost response and the search when that fails', async () => {
    const server = createServer();
    server.failSearches(new Error('search failed'));
    await assert.rejects(
      server.run({}, async ({ recover }) => (await recover({ error: lostResponse() })) ?? 'unreachable'),
      (error: StepFailedError) =>
        error.anchor === 'outcome-unknown' &&
        /^no response\nIt is unknown whether .*, because the search for its result failed: search failed$/.test(
          error.message,
        ),
    );
  });

  test('createIdempotent warns about an unknown outcome when the step is cancelled during the search after a lost response', async () => {
    const server = createServer();
    const { controller } = server;
    await assert.rejects(
      server.run({}, async ({ recover }) => {
        controller.abort(new Error('cancelled'));
        assert.equal(await recover({ error: lostResponse(), signal: controller.signal }), undefined);
        throw new AbortedError('aborted by the caller', {});
      }),
      (error: StepFailedError) => error.anchor === 'outcome-unknown',
    );
    assert.match(
      server.lines.join('\n'),
      /Cancelled during a request.*idempotency key repo\/1\/job\/step\/0/s,
    );
  });

  test('createIdempotent receives the response, and sends no other request, when the step is cancelled', async () => {
    const server = createServer();
    const result = await server.run({ searchFirst: true }, async ({ signal, cancelSignal }) => {
      server.controller.abort(new Error('cancelled'));
      assert.equal(signal.aborted, false);
      assert.equal(cancelSignal.aborted, true, 'a request that waits for a token is not sent');
      return server.add('new');
    });
    assert.deepEqual(result, { resource: 'new', reused: false });
    assert.deepEqual(server.counts(), { searches: 1, creations: 1 });
  });
});
