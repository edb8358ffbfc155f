import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { offlineToken } from '../credentials/grants.ts';
import type { Handler } from '../testing/loopback.ts';
import { catchError, connectToLoopback } from '../testing/loopback-connection.ts';
import { ID, METADATA, RECORD } from '../testing/samples.ts';
import { createJwt } from '../testing/tokens.ts';
import type { Retry } from './retry.ts';

const FOUND = { body: { person_id: ID, success: true } };

test('call ends when its timeout is reached', async () => {
  await using on = await connectToLoopback(() => 'hold');
  const error = await catchError(on.provena.auth.lookupLink({ timeoutMs: 30 }));
  assert.equal(error.family, 'timedOut');
  assert.match(error.message, /no response within 30 ms/);
});

test('read is repeated when an attempt reaches its timeout', async () => {
  const retries: Retry[] = [];
  const onRetry = (retry: Retry) => retries.push(retry);
  const handler: Handler = (_, at) => (at === 0 ? 'hold' : FOUND);
  await using on = await connectToLoopback(handler, { attemptTimeoutMs: 300, onRetry });
  assert.equal((await on.provena.auth.lookupLink()).person_id, ID);
  assert.equal(retries[0]?.error.family, 'timedOut');
});

test('creation is repeated when an attempt reaches its timeout while it waits for a token', async () => {
  const token = { body: { access_token: createJwt() } };
  const created = { body: { status: { success: true, details: '' }, session_id: 's' } };
  const handler: Handler = ({ service }, at) =>
    at === 0 ? 'hold' : service === 'keycloak' ? token : created;
  await using on = await connectToLoopback(handler, {
    credentials: offlineToken('offline'),
    attemptTimeoutMs: 300,
  });
  assert.equal((await on.provena.prov.registerModelRun(RECORD)).session_id, 's');
});

test('creation is not repeated when an attempt reaches its timeout, and its outcome is unknown', async () => {
  const retries: Retry[] = [];
  const onRetry = (retry: Retry) => retries.push(retry);
  await using on = await connectToLoopback(() => 'hold', { attemptTimeoutMs: 30, onRetry });
  const error = await catchError(on.provena.datastore.mintDataset(METADATA));
  assert.equal(error.family, 'timedOut');
  assert.equal(error.outcomeUnknown, true);
  // Not the requests that arrived: on a busy machine there is none in 30 ms.
  assert.deepEqual(retries, []);
});

test('call ends when the signal of the caller is aborted, with its reason as cause', async () => {
  const end = new AbortController();
  const reason = new Error('the job was cancelled');
  await using on = await connectToLoopback(() => {
    end.abort(reason);
    return 'hold';
  });
  const error = await catchError(on.provena.auth.lookupLink({ signal: end.signal }));
  assert.equal(error.family, 'aborted');
  assert.equal(error.cause, reason);
});

test('delay between two attempts ends when the signal of the caller is aborted', async () => {
  const end = new AbortController();
  const onRetry = () => end.abort();
  await using on = await connectToLoopback(() => ({ status: 503 }), {
    retry: { baseMs: 60_000, maxMs: 60_000 },
    onRetry,
  });
  assert.equal((await catchError(on.provena.auth.lookupLink({ signal: end.signal }))).family, 'aborted');
  assert.equal(on.server.requests.length, 1);
});

test('call sends nothing when its signal is already aborted', async () => {
  await using on = await connectToLoopback(() => FOUND);
  const call = on.provena.auth.lookupLink({ signal: AbortSignal.abort() });
  assert.equal((await catchError(call)).family, 'aborted');
  const creation = on.provena.datastore.mintDataset(METADATA, { signal: AbortSignal.abort() });
  assert.equal((await catchError(creation)).outcomeUnknown, false);
  assert.equal(on.server.requests.length, 0);
});

test('creation has no effect when it is aborted while it waits for one of the 100 connections', async () => {
  const end = new AbortController();
  await using on = await connectToLoopback((_, at) => {
    if (at === 99) end.abort();
    return 'hold';
  });
  const create = () => catchError(on.provena.datastore.mintDataset(METADATA, { signal: end.signal }));
  const errors = await Promise.all(Array.from({ length: 103 }, create));
  assert.equal(errors.filter(({ outcomeUnknown }) => !outcomeUnknown).length, 3);
});

test('time for one of the 100 connections does not count for the time limit of an attempt', async ({
  mock,
}) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const [firstArrived, releaseFirst, lastArrived, releaseLast] = Array.from({ length: 4 }, () =>
    Promise.withResolvers<void>(),
  );
  await using on = await connectToLoopback(
    async (_, at) => {
      if (at === 99) firstArrived?.resolve();
      if (at === 100) lastArrived?.resolve();
      await (at < 100 ? releaseFirst : releaseLast)?.promise;
      return FOUND;
    },
    { attemptTimeoutMs: 1000, retry: { attempts: 1 } },
  );
  const calls = Array.from({ length: 101 }, () => on.provena.auth.lookupLink());
  await firstArrived?.promise;
  mock.timers.tick(999);
  releaseFirst?.resolve();
  await Promise.all([...calls.slice(0, 100), lastArrived?.promise]);
  mock.timers.tick(999);
  releaseLast?.resolve();
  assert.equal((await calls[100])?.person_id, ID);
});

test('iterator of pages ends between two pages when its signal is aborted', async () => {
  const end = new AbortController();
  await using on = await connectToLoopback((_, at) => ({ body: { jobs: [], pagination_key: { at } } }));
  const jobs = on.provena.jobService.forAll({}, { signal: end.signal });
  const next = jobs.next();
  end.abort();
  assert.equal((await catchError(next)).family, 'aborted');
});

for (const timeoutMs of [Number.POSITIVE_INFINITY, 2 ** 31, 2 ** 40, 60_000.5]) {
  test(`a call returns the response when its time limit is ${timeoutMs}`, async () => {
    await using on = await connectToLoopback(() => ({ body: { message: 'well' } }), {
      attemptTimeoutMs: timeoutMs,
    });
    assert.deepEqual(await on.provena.registry.health({ timeoutMs }), { message: 'well' });
  });
}

for (const timeoutMs of [-1, Number.NaN]) {
  test(`a call is invalid and sends nothing when its time limit is ${timeoutMs}`, async () => {
    await using on = await connectToLoopback(() => ({ body: { message: 'well' } }));
    const error = await catchError(on.provena.registry.health({ timeoutMs }));
    assert.deepEqual([error.family, error.issues[0]?.path], ['invalid', ['timeoutMs']]);
    assert.equal(on.server.requests.length, 0);
  });
}

suite('cancelSignal', () => {
  test('cancelSignal ends the wait for a token, so that a creation is not sent', async () => {
    const cancel = new AbortController();
    await using on = await connectToLoopback(
      () => {
        cancel.abort();
        return 'hold';
      },
      { credentials: offlineToken('offline') },
    );
    const error = await catchError(on.provena.prov.registerModelRun(RECORD, { cancelSignal: cancel.signal }));
    assert.deepEqual([error.family, error.outcomeUnknown], ['aborted', false]);
    const services = on.server.requests.map(({ service }) => service);
    assert.deepEqual(services, ['keycloak']);
  });

  test('cancelSignal ends a request that can be repeated', async () => {
    const cancel = new AbortController();
    await using on = await connectToLoopback(() => {
      cancel.abort();
      return 'hold';
    });
    const error = await catchError(on.provena.registry.general.list({}, { cancelSignal: cancel.signal }));
    assert.equal(error.family, 'aborted');
  });

  test('cancelSignal ends the retries of a creation, but not its request in progress', async () => {
    const cancel = new AbortController();
    const responses = [
      { body: { status: { success: true, details: '' }, session_id: 's' } },
      { status: 429 },
    ];
    await using on = await connectToLoopback((_request, at) => {
      cancel.abort();
      return responses[at] ?? 'hold';
    });
    const register = () => on.provena.prov.registerModelRun(RECORD, { cancelSignal: cancel.signal });
    assert.equal((await register()).session_id, 's');
    assert.equal((await catchError(register())).status, 429);
    assert.equal(on.server.requests.length, 2);
  });

  test('cancelSignal ends the delay before a retry of a creation, which is not sent again', async () => {
    const cancel = new AbortController();
    await using on = await connectToLoopback(() => ({ status: 429 }), {
      retry: { baseMs: 60_000, maxMs: 60_000 },
      onRetry: () => cancel.abort(),
    });
    const register = on.provena.prov.registerModelRun(RECORD, { cancelSignal: cancel.signal });
    assert.equal((await catchError(register)).family, 'aborted');
    assert.equal(on.server.requests.length, 1);
  });

  test('cancelSignal does not prevent recover when the response to a creation in progress is lost', async () => {
    const cancel = new AbortController();
    await using on = await connectToLoopback(() => {
      cancel.abort();
      return 'drop';
    });
    const register = on.provena.prov.registerModelRun(RECORD, {
      cancelSignal: cancel.signal,
      recover: async ({ signal }) => ({ session_id: signal?.aborted ? 'aborted' : 'found' }),
    });
    assert.equal((await register).session_id, 'found');
    assert.equal(on.server.requests.length, 1);
  });
});

test('close aborts a request in progress, which is not sent again, and rejects further calls', async () => {
  const received = Promise.withResolvers<void>();
  await using on = await connectToLoopback(() => {
    received.resolve();
    return 'hold';
  });
  const creation = catchError(on.provena.datastore.mintDataset(METADATA));
  await received.promise;
  const read = catchError(on.provena.auth.lookupLink());
  await on.provena.close();
  const errors = [await creation, await read, await catchError(on.provena.auth.lookupLink())];
  assert.deepEqual(
    errors.map(({ family, outcomeUnknown }) => [family, outcomeUnknown]),
    [
      ['aborted', true],
      ['aborted', false],
      ['aborted', false],
    ],
  );
  assert.match(errors[0]?.message ?? '', /the client was closed/);
  assert.ok(on.server.requests.length <= 2);
});

test('close ends the delay before a retry', async () => {
  const { promise: delayed, resolve } = Promise.withResolvers<void>();
  await using on = await connectToLoopback(() => ({ status: 429 }), {
    retry: { baseMs: 60_000, maxMs: 60_000 },
    onRetry: () => resolve(),
  });
  const error = catchError(on.provena.auth.lookupLink());
  await delayed;
  await on.provena.close();
  assert.match((await error).message, /the client was closed/);
  assert.equal(on.server.requests.length, 1);
});

test('close keeps the error of a creation whose outcome is unknown when it ends the delay before a retry', async () => {
  const { promise: delayed, resolve } = Promise.withResolvers<void>();
  await using on = await connectToLoopback(() => ({ status: 503 }), {
    retry: { baseMs: 60_000, maxMs: 60_000 },
    onRetry: () => resolve(),
  });
  const register = on.provena.prov.registerModelRun(RECORD, {
    recover: async (options) => void (await on.provena.jobService.list({}, options)),
  });
  const error = catchError(register);
  await delayed;
  await on.provena.close();
  const { status, outcomeUnknown } = await error;
  assert.deepEqual([status, outcomeUnknown], [503, true]);
});
