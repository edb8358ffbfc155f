import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { offlineToken } from '../credentials/grants.ts';
import { type ErrorDetails, UnavailableError } from '../errors.ts';
import type { LoopbackResponse } from '../testing/loopback.ts';
import { catchError, connectToLoopback } from '../testing/loopback-connection.ts';
import { ID, METADATA, RECORD } from '../testing/samples.ts';
import { DEFAULT_RETRY_POLICY, getRetryDelay, type Retry, type RetryState } from './retry.ts';
import type { RecoverOptions } from './route.ts';

const MINTED = {
  handle: ID,
  status: { success: true, details: '' },
  s3_location: { bucket_name: 'b', path: 'p/', s3_uri: 's3://b/p/' },
};
const LOOKED_UP = { body: { person_id: ID, success: true } };
const busy = (headers: Record<string, string> = {}): LoopbackResponse => ({
  status: 429,
  headers,
  body: { message: 'slow down' },
});

for (const response of [
  { status: 502 },
  { status: 503 },
  { status: 504 },
  { status: 429 },
  { status: 408 },
  'drop',
] as const) {
  const title = response === 'drop' ? 'a broken connection' : response.status;
  test(`read is repeated after ${title}, and each repetition is reported`, async () => {
    const retries: Retry[] = [];
    const handler = (_: unknown, at: number) => (at < 2 ? response : LOOKED_UP);
    await using on = await connectToLoopback(handler, { onRetry: (retry) => retries.push(retry) });
    await on.provena.auth.lookupLink();
    const actual = retries.map(({ operation, attempt, maxAttempts: of }) => ({ operation, attempt, of }));
    assert.deepEqual(
      actual,
      [2, 3].map((attempt) => ({ operation: 'auth.lookupLink', attempt, of: 4 })),
    );
    assert.equal(retries[0]?.error.family, 'unavailable');
  });
}

test('read throws the error of the last attempt', async () => {
  await using on = await connectToLoopback(() => ({ status: 503, body: { detail: 'down' } }));
  assert.match(
    (await catchError(on.provena.auth.lookupLink())).message,
    /server error \(503\) from http:\S+: down/,
  );
  assert.equal(on.server.requests.length, DEFAULT_RETRY_POLICY.attempts);
});

test('read is attempted as often as by default when the number of attempts is undefined', async () => {
  const retry = { attempts: undefined, baseMs: 1 };
  await using on = await connectToLoopback(() => ({ status: 503 }), { retry });
  await catchError(on.provena.auth.lookupLink());
  assert.equal(on.server.requests.length, DEFAULT_RETRY_POLICY.attempts);
});

test('connect rejects a number of attempts that is not a number', async () => {
  const error = await catchError(connectToLoopback(() => LOOKED_UP, { retry: { attempts: Number.NaN } }));
  assert.match(error.message, /retry\.attempts: expected a number of at least 0, found NaN/);
});

for (const status of [400, 401, 403, 404, 405, 422, 500]) {
  test(`read is not repeated after a ${status} response`, async () => {
    await using on = await connectToLoopback(() => ({ status, body: { detail: 'x' } }));
    await catchError(on.provena.auth.lookupLink());
    assert.equal(on.server.requests.length, 1);
  });
}

for (const response of [{ status: 503 }, 'drop'] as const) {
  test(`creation is not repeated after ${JSON.stringify(response)}, because it may have happened`, async () => {
    await using on = await connectToLoopback(() => response);
    const error = await catchError(on.provena.datastore.mintDataset(METADATA));
    assert.equal(error.outcomeUnknown, true);
    assert.equal(on.server.requests.length, 1);
  });
}

test('creation is repeated when the server rejected it before it acted', async () => {
  await using on = await connectToLoopback((_, at) => (at === 0 ? busy() : { body: MINTED }));
  assert.equal((await on.provena.datastore.mintDataset(METADATA)).handle, ID);
  assert.equal(on.server.requests.length, 2);
});

test('creation resolves to the resource that recover finds when the response was lost', async () => {
  await using on = await connectToLoopback(() => 'drop');
  const recover = async () => MINTED;
  assert.equal(await on.provena.datastore.mintDataset(METADATA, { recover }), MINTED);
  assert.equal(on.server.requests.length, 1);
});

test('creation is repeated when the response was lost and recover finds nothing', async () => {
  await using on = await connectToLoopback((_, at) => (at === 0 ? 'drop' : { body: MINTED }));
  const recover = async (): Promise<typeof MINTED | undefined> => undefined;
  assert.equal((await on.provena.datastore.mintDataset(METADATA, { recover })).handle, ID);
  assert.equal(on.server.requests.length, 2);
});

for (const [title, last] of [
  ['was rejected', { status: 400, body: { detail: 'it exists' } }],
  ['asked to retry later than the policy allows', busy({ 'retry-after': '3600' })],
] as const) {
  test(`creation calls recover again when its repetition ${title}, because the first attempt can have had an effect`, async () => {
    const mint = async (results: (typeof MINTED | undefined)[]) => {
      await using on = await connectToLoopback((_, at) => (at === 0 ? 'drop' : last));
      const recover = async () => results.shift();
      return await on.provena.datastore.mintDataset(METADATA, { recover });
    };
    assert.equal(await mint([undefined, MINTED]), MINTED);
    const error = await catchError(mint([undefined, undefined]));
    assert.deepEqual([error.status, error.outcomeUnknown], [last.status, true]);
  });
}

test('recover receives the error', async () => {
  const seen: (number | undefined)[] = [];
  const recover = async ({ error: because }: RecoverOptions) => {
    seen.push(because.status);
    return MINTED;
  };
  for (const response of ['drop', { status: 504 }, { status: 500 }] as const) {
    await using on = await connectToLoopback(() => response);
    await on.provena.datastore.mintDataset(METADATA, { recover });
  }
  assert.deepEqual(seen, [undefined, 504, 500]);
});

test('creation is not repeated when the server failed and recover finds nothing', async () => {
  await using on = await connectToLoopback(() => ({ status: 500, body: { detail: 'no job was launched' } }));
  const found = await on.provena.datastore.mintDataset(METADATA, { recover: async () => MINTED });
  assert.equal(found, MINTED);
  const nothing = on.provena.datastore.mintDataset(METADATA, { recover: async () => undefined });
  assert.match((await catchError(nothing)).message, /no job was launched/);
  assert.equal(on.server.requests.length, 2);
});

test('outcome of a creation stays unknown when it is aborted before recover', async () => {
  const end = new AbortController();
  const recover = () => Promise.reject(new Error('recover was called'));
  await using on = await connectToLoopback(() => ({ status: 502 }), { onRetry: () => end.abort() });
  const minting = on.provena.datastore.mintDataset(METADATA, { recover, signal: end.signal });
  const error = await catchError(minting);
  assert.deepEqual([error.status, error.outcomeUnknown], [502, true]);
  assert.equal(on.server.requests.length, 1);
});

test('creation does not call recover when the server rejected it', async () => {
  await using on = await connectToLoopback(() => ({ status: 400, body: { detail: 'no' } }));
  const recover = () => Promise.reject(new Error('recover was called'));
  assert.equal(
    (await catchError(on.provena.datastore.mintDataset(METADATA, { recover }))).family,
    'rejected',
  );
});

test('change that must not happen twice is never repeated, even with recover', async () => {
  await using on = await connectToLoopback(() => ({ status: 503 }));
  await catchError(on.provena.prov.updateModelRun(ID, 'why', RECORD));
  assert.equal(on.server.requests.length, 1);
});

test('call ends when Retry-After is longer than the policy allows', async () => {
  await using on = await connectToLoopback(() => busy({ 'retry-after': '3600' }));
  const error = await catchError(on.provena.auth.lookupLink());
  assert.equal(error.retryAfterMs, 3_600_000);
  assert.equal(on.server.requests.length, 1);
});

test('call ends with the error of the server when a retry would begin after its time limit', async () => {
  await using on = await connectToLoopback(() => busy({ 'retry-after': '3' }));
  const error = await catchError(on.provena.auth.lookupLink({ timeoutMs: 2000 }));
  assert.deepEqual([error.status, on.server.requests.length], [429, 1]);
});

test('client stops repeating when its retry budget is used up', async () => {
  await using on = await connectToLoopback(() => ({ status: 503 }), { retry: { budget: 4 } });
  for (let calls = 0; calls < 4; calls++) await catchError(on.provena.auth.lookupLink());
  assert.equal(on.server.requests.length, 4 + 4);
});

test('client returns a tenth to its retry budget, up to its size, for each call that succeeds at the first attempt', async () => {
  let failures = 0;
  const handler = () => (failures-- > 0 ? { status: 503 } : LOOKED_UP);
  await using on = await connectToLoopback(handler, { retry: { budget: 2 } });
  const call = () => on.provena.auth.lookupLink();
  const callWithFailure = () => {
    failures = 1;
    return call();
  };
  for (let calls = 0; calls < 2; calls++) await callWithFailure();
  for (let calls = 0; calls < 9; calls++) await call();
  await catchError(callWithFailure());
  for (let calls = 0; calls < 2; calls++) await call();
  await callWithFailure();
  for (let calls = 0; calls < 100; calls++) await call();
  for (let calls = 0; calls < 2; calls++) await callWithFailure();
  await catchError(callWithFailure());
});

test('call is not repeated when the request for its token has failed four times', async () => {
  const retries: Retry[] = [];
  await using on = await connectToLoopback(() => ({ status: 503 }), {
    credentials: offlineToken('offline'),
    onRetry: (retry) => retries.push(retry),
  });
  await catchError(on.provena.auth.lookupLink());
  assert.equal(on.server.requests.length, DEFAULT_RETRY_POLICY.attempts);
  assert.deepEqual([...new Set(retries.map(({ operation }) => operation))], ['keycloak.token']);
});

suite('getRetryDelay', () => {
  const getDelay = (details: ErrorDetails, state: Partial<RetryState>, chance = 0.5) => {
    const defaults = {
      tries: 1,
      safety: 'safe',
      policy: DEFAULT_RETRY_POLICY,
      isRecoverable: false,
    } as const;
    const error = new UnavailableError('x', { transient: true, ...details });
    return getRetryDelay(error, { ...defaults, ...state }, () => chance);
  };
  const unknown = { outcomeUnknown: true };
  const rows: readonly (readonly [string, ErrorDetails, Partial<RetryState>, number | undefined])[] = [
    ['undefined after the last attempt', {}, { tries: 4 }, undefined],
    ['undefined when the error is permanent', { transient: false }, {}, undefined],
    ['undefined when the outcome of a creation is unknown', unknown, { safety: 'create' }, undefined],
    ['a delay when the result can be found', unknown, { safety: 'create', isRecoverable: true }, 375],
    [
      'undefined for a change of unknown outcome',
      unknown,
      { safety: 'never', isRecoverable: true },
      undefined,
    ],
    ['a delay for a change that cannot have happened', {}, { safety: 'never' }, 375],
    ['Retry-After when it is longer than the backoff', { retryAfterMs: 9000 }, {}, 9000],
    ['the backoff when it is longer than Retry-After', { retryAfterMs: 10 }, {}, 375],
    ['undefined when Retry-After exceeds the maximum', { retryAfterMs: 20_001 }, {}, undefined],
  ];
  for (const [title, details, state, expected] of rows)
    test(`getRetryDelay returns ${title}`, () => assert.equal(getDelay(details, state), expected));

  for (const [tries, chance, expected] of [
    [1, 0, 250],
    [1, 1, 500],
    [2, 1, 1000],
    [3, 1, 2000],
    [9, 1, 20_000],
  ] as const)
    test(`getRetryDelay returns ${expected} ms before attempt ${tries + 1} when the random number is ${chance}`, () => {
      const policy = { ...DEFAULT_RETRY_POLICY, attempts: 20 };
      assert.equal(getDelay({}, { tries, policy }, chance), expected);
    });
});
