import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { crc32 } from 'node:zlib';
import { closeServer, listenOnLoopback } from '../../../../sandbox/testing/loopback-server.ts';
import { createTemporaryFolder } from '../../../../sandbox/testing/temporary-folder.ts';
import { encodeCrc32 } from '../checksum.ts';
import { planDownload, runDownload, type Store, type TransferResult } from '../index.ts';
import { listDatasetObjects } from '../remote-objects.ts';
import {
  formatListing,
  listen,
  openHostileStore,
  openStoreAt,
  type Responder,
} from '../testing/hostile-store.ts';
import {
  downloadAll,
  FOLDER,
  getFirstReason,
  groupByOutcome,
  uploadAll,
  writeTree,
} from '../testing/transfer-support.ts';
import { headObject } from './objects.ts';

async function listFrom(t: TestContext, respond: Responder, idleTimeoutMs?: number): Promise<string[]> {
  const store = await openHostileStore(t, respond, idleTimeoutMs);
  return (await listDatasetObjects(store, FOLDER)).map(({ key }) => key);
}

function sendObject(store: Store) {
  const body = Buffer.from('a');
  return store.requester.send({ operation: 'PutObject', method: 'PUT', key: 'a', body });
}

const rejections: readonly (readonly [title: string, body: string, error: RegExp])[] = [
  ['a page token is repeated', formatListing([[`${FOLDER}a`, 1]], 'same'), /same page token twice \(same\)/],
  ['a truncated page has no token', formatListing([], ''), /a page without a token/],
  [
    'it is unclear whether a page is the last',
    formatListing([[`${FOLDER}a`, 1]]).replace('>false<', '>False<'),
    /IsTruncated is "False"/,
  ],
  ['a key is outside the prefix', formatListing([['other/a', 1]]), /the key "other\/a" is outside/],
  [
    'a key has an invalid escape',
    formatListing([[`${FOLDER}%zz`, 1]]),
    /%zz" contains an invalid percent escape/,
  ],
  ['a size is negative', formatListing([[`${FOLDER}a`, -5]]), /the size of ".*a" is "-5"/],
  ['a size is too large', formatListing([[`${FOLDER}a`, '1e308']]), /the size of ".*a" is "1e308"/],
  ['the body is HTML', '<html>Log in</html>', /response to ListObjectsV2: no valid ListBucketResult\. Check/],
  ['the body is nested deeply', '<a>'.repeat(300_000), /invalid response to ListObjectsV2/],
  [
    'the body declares entities',
    `<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "${'&a;'.repeat(1000)}"><!ENTITY c "${'&b;'.repeat(1000)}">]>${formatListing([[`${FOLDER}&c;`, 1]])}`,
    /invalid response to ListObjectsV2/,
  ],
];

for (const [title, body, error] of rejections) {
  test(`a listing fails when ${title}`, async (t) => {
    await assert.rejects(
      listFrom(t, (_, response) => response.end(body)),
      error,
    );
  });
}

test('a listing fails when the store switches protocols', async (t) => {
  const switchProtocols: Responder = (_, { socket }) =>
    socket?.end('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n');
  await assert.rejects(
    listFrom(t, switchProtocols),
    /the connection was closed without a response|ECONNRESET/,
  );
});

for (const [title, status, body] of [
  ['an HTML page', 200, '<!DOCTYPE html><html>Log in</html>'],
  ['an HTML page with status 404', 404, '<!DOCTYPE html><html>Not found</html>'],
  ['JSON with status 401', 401, '{"detail":"Not authenticated"}'],
  ['an empty body', 200, ''],
  ['an error for the credentials', 403, '<Error><Code>InvalidAccessKeyId</Code></Error>'],
  ['an error for the signature', 403, '<Error><Code>SignatureDoesNotMatch</Code></Error>'],
  ['an error for the bucket', 404, '<Error><Code>NoSuchBucket</Code></Error>'],
] as const) {
  test(`a listing names the address of the store when the response is ${title}`, async (t) => {
    await assert.rejects(
      listFrom(t, (_, response) => response.writeHead(status).end(body)),
      /\. Check the address of the store \(store\.endpoint\): http:\/\/127\.0\.0\.1:\d+$/,
    );
  });
}

test('HEAD renews the credentials once when the status is 400', async (t) => {
  let renewals = 0;
  const store = await openHostileStore(
    t,
    (_, response) => response.writeHead(400).end(),
    5_000,
    (_, line) => {
      if (line.startsWith('HeadObject failed')) renewals += 1;
    },
  );
  await assert.rejects(headObject(store.requester, 'a'), /Status400/);
  assert.equal(renewals, 1);
});

for (const [title, status, headers, body, error] of [
  [
    'in another region',
    301,
    { 'x-amz-bucket-region': 'eu-west-1' },
    '<Error><Code>PermanentRedirect</Code><Message>Use the endpoint.</Message></Error>',
    /PermanentRedirect \(301\) Use the endpoint\. The bucket is in region eu-west-1: set store\.region to it$/,
  ],
  [
    'in a region that a signature does not match',
    400,
    {},
    '<Error><Code>AuthorizationHeaderMalformed</Code><Message>malformed</Message></Error>',
    /malformed\. Check the region \(store\.region\) and the address of the store \(store\.endpoint\): http:\/\/127\.0\.0\.1:\d+$/,
  ],
  [
    'at an address other than that of its region',
    301,
    { 'x-amz-bucket-region': 'us-east-1' },
    '<Error><Code>PermanentRedirect</Code><Message>Use the endpoint.</Message></Error>',
    /The bucket is in region us-east-1, as in the request\. Check the address of the store \(store\.endpoint\): http:/,
  ],
  [
    'at another address',
    301,
    { 'x-amz-bucket-region': '::error::x' },
    '',
    /Status301 \(301\)\. Check the region \(store\.region\)/,
  ],
] as const) {
  test(`a listing names the settings to correct when the bucket is ${title}`, async (t) => {
    const respond: Responder = (_, response) => response.writeHead(status, headers).end(body);
    await assert.rejects(listFrom(t, respond), error);
  });
}

test('a listing reports an error code that is a property of Object.prototype as it is', async (t) => {
  const respond: Responder = (_, response) =>
    response.writeHead(403).end('<Error><Code>constructor</Code><Message>no</Message></Error>');
  await assert.rejects(listFrom(t, respond), { family: 'rejected', message: /: constructor \(403\) no$/ });
});

test('a listing fails when the store returns new keys forever', async (t) => {
  let page = 0;
  const respond: Responder = (_, response) => {
    page += 1;
    response.end(formatListing([[`${FOLDER}${page}`, 1]], `token-${page}`));
  };
  await assert.rejects(listFrom(t, respond), /more than 10000 pages/);
});

test('a listing fails when a page is returned again with another token', async (t) => {
  let page = 0;
  const respond: Responder = (_, response) => {
    page += 1;
    response.end(formatListing([[`${FOLDER}${page % 3}`, 1]], `token-${page}`));
  };
  await assert.rejects(listFrom(t, respond), /two pages that start with "datasets\/.*1"/);
});

for (const isTruncated of ['false', 'True', '1']) {
  test(`a listing continues after a page with a token when IsTruncated is ${isTruncated}`, async (t) => {
    const respond: Responder = ({ url }, response) => {
      const isFirst = !url?.includes('continuation-token');
      const page = formatListing([[`${FOLDER}${isFirst ? 'a' : 'b'}`, 1]], isFirst ? 'next' : undefined);
      response.end(isFirst ? page.replace('>true<', `>${isTruncated}<`) : page);
    };
    assert.deepEqual(await listFrom(t, respond), [`${FOLDER}a`, `${FOLDER}b`]);
  });
}

test('a listing fails when the body does not end', async (t) => {
  const chunk = Buffer.alloc(1024 * 1024, 'x');
  const respond: Responder = (_, response) => {
    const send = () => {
      while (!response.destroyed && response.write(chunk));
      response.once('drain', send);
    };
    send();
  };
  await assert.rejects(listFrom(t, respond), /more than 16777216 bytes/);
});

test('a listing fails when the body arrives too slowly', async (t) => {
  const respond: Responder = (_, response) => trickle(response, () => response.write(' '));
  // On a busy machine, the idle timeout can elapse first.
  await assert.rejects(listFrom(t, respond, 100), /not complete after 500 ms|no data for 100 ms/);
});

test('a listing fails at once when Retry-After is longer than the maximum backoff', async (t) => {
  const respond: Responder = (_, response) => {
    response.writeHead(503, { 'retry-after': '3600' }).end('<Error><Code>SlowDown</Code></Error>');
  };
  await assert.rejects(listFrom(t, respond), /SlowDown \(503\).*retry after 3600 s/);
});

test('a listing retries an error with status 200', async (t) => {
  let count = 0;
  const respond: Responder = (_, response) => {
    count += 1;
    response.end(
      count === 1 ? '<Error><Code>InternalError</Code></Error>' : formatListing([[`${FOLDER}a`, 1]]),
    );
  };
  assert.deepEqual(await listFrom(t, respond), [`${FOLDER}a`]);
});

/** Downloads from a store that lists these objects and passes each GET to `respond`. */
async function downloadFrom(
  t: TestContext,
  objects: readonly (readonly [name: string, size: number])[],
  respond: Responder,
  idleTimeoutMs?: number,
) {
  const target = createTemporaryFolder(t);
  const listing = formatListing(objects.map(([name, size]) => [`${FOLDER}${name}`, size]));
  const store = await openHostileStore(
    t,
    (request, response) =>
      request.url?.includes('list-type') ? response.end(listing) : respond(request, response),
    idleTimeoutMs,
  );
  const result = await runDownload(store, await planDownload(store, { target, ifExists: 'overwrite' }));
  const reasons = listReasons(result);
  return { result, reasons, files: readdirSync(target, { recursive: true }) };
}

/** Responds with the five bytes of an object. */
const sendHello: Responder = (_, response) =>
  response.writeHead(200, { ...HEADERS, 'content-length': '5' }).end('hello');

/** Uploads the file `a` to a store that lists these objects and passes each other request to `respond`. */
async function uploadTo(
  t: TestContext,
  respond: Responder,
  objects: Parameters<typeof formatListing>[0] = [],
): Promise<TransferResult & { store: Store }> {
  const root = createTemporaryFolder(t);
  writeFileSync(join(root, 'a'), 'a');
  const store = await openHostileStore(t, (request, response) =>
    request.method === 'GET' ? response.end(formatListing(objects)) : respond(request, response),
  );
  return { ...(await uploadAll(store, root)), store };
}

/** The error that ended a transfer early, if any, and the reasons of its files. */
function listReasons({ error, manifest }: TransferResult): string {
  return [error?.message, ...manifest.files.map(({ reason }) => reason)].filter(Boolean).join('\n');
}

const HEADERS = { etag: '"e"', 'last-modified': 'Mon, 01 Jan 2024 00:00:00 GMT' };

/** Writes a piece again and again, more often than the idle timeout of {@link TRICKLE_TIMEOUT_MS}. */
function trickle(response: Parameters<Responder>[1], write: () => void): void {
  const timer = setInterval(write, 20);
  response.on('close', () => clearInterval(timer));
}

const TRICKLE_TIMEOUT_MS = 300;

for (const [title, respond] of [
  [
    'the headers',
    (response) => {
      response.socket?.write('HTTP/1.1 200 OK\r\n');
      trickle(response, () => response.socket?.write('a: b\r\n'));
    },
  ],
  [
    'a body with Content-Length',
    (response) => {
      response.writeHead(200, { ...HEADERS, 'content-length': '100000' });
      trickle(response, () => response.write('x'));
    },
  ],
  [
    'a body in chunks',
    (response) => {
      response.writeHead(200, HEADERS);
      trickle(response, () => response.write('x'));
    },
  ],
  [
    'the body of an error',
    (response) => {
      response.writeHead(400, { 'content-type': 'application/xml' });
      trickle(response, () => response.write('x'));
    },
  ],
] as const satisfies readonly (readonly [string, (response: Parameters<Responder>[1]) => void])[]) {
  test(`a download fails when the store sends ${title} byte by byte`, async (t) => {
    const { result, reasons } = await downloadFrom(
      t,
      [['a', 100_000]],
      (_, response) => respond(response),
      TRICKLE_TIMEOUT_MS,
    );
    assert.equal(result.counts.downloaded, 0);
    // On a busy machine, the idle timeout can elapse first.
    assert.match(reasons, /only \d+ bytes arrived in 300 ms|no data for 300 ms/);
  });
}

test('a download stops at the first byte beyond the listed size', async (t) => {
  let sent = 0;
  const chunk = Buffer.alloc(64 * 1024);
  const { result, reasons, files } = await downloadFrom(t, [['a', 5]], (_, response) => {
    response.writeHead(200, { ...HEADERS, 'content-length': String(2 ** 40) });
    const send = () => {
      while (!response.destroyed && response.write(chunk)) sent += chunk.length;
      response.once('drain', send);
    };
    send();
  });
  assert.deepEqual([groupByOutcome(result), files], [{ failed: ['a'] }, []]);
  assert.match(reasons, /more than the expected 5 bytes/);
  assert.ok(sent < 100 * 1024 * 1024, `${sent} bytes`);
});

test('a download sends 128 requests at once', async (t) => {
  const held: (() => void)[] = [];
  const names = Array.from({ length: 128 }, (_, i) => [`f${i}`, 5] as const);
  const { result } = await downloadFrom(t, names, (_, response) => {
    held.push(() => response.writeHead(200, { ...HEADERS, 'content-length': '5' }).end('hello'));
    if (held.length === names.length) for (const respond of held) respond();
  });
  assert.equal(result.counts.downloaded, 128);
  assert.equal(result.retries, 0);
});

for (const size of [5, 20 * 1024 * 1024]) {
  test(`a download of ${size} bytes fails when another one to the same folder has replaced its partial file`, async (t) => {
    const target = createTemporaryFolder(t);
    const content = Buffer.alloc(size, 'x');
    const send: (() => void)[] = [];
    const requests = new EventEmitter();
    const store = await openHostileStore(t, (request, response) => {
      if (request.url?.includes('list-type')) response.end(formatListing([[`${FOLDER}a`, size]]));
      else if (request.method === 'HEAD')
        response.writeHead(200, { ...HEADERS, 'content-length': size }).end();
      else {
        const [, start = 0, last = size - 1] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
        const bytes = content.subarray(Number(start), Number(last) + 1);
        const contentRange = `bytes ${start}-${last}/${size}`;
        const headers = { ...HEADERS, 'content-length': bytes.length, 'content-range': contentRange };
        send.push(() => response.writeHead(206, headers).end(bytes));
        if (Number(last) === size - 1) requests.emit('all');
      }
    });
    const plan = await planDownload(store, { target, ifExists: 'overwrite' });
    const start = async () => {
      const run = runDownload(store, plan);
      await once(requests, 'all');
      return { run, sendAll: send.splice(0) };
    };
    const [first, second] = [await start(), await start()];
    for (const respond of first.sendAll) respond();
    const failed = await first.run;
    assert.deepEqual(groupByOutcome(failed), { failed: ['a'] });
    assert.match(getFirstReason(failed), /another process has replaced its partial file/);
    assert.equal(existsSync(join(target, 'a')), false);
    for (const respond of second.sendAll) respond();
    assert.deepEqual(groupByOutcome(await second.run), { downloaded: ['a'] });
    assert.deepEqual(readdirSync(target), ['a']);
    assert.ok(readFileSync(join(target, 'a')).equals(content));
  });
}

test('a download fails when the store ignores If-Match', async (t) => {
  const { result, reasons } = await downloadFrom(t, [['a', 5]], (_, response) => {
    response.writeHead(200, { ...HEADERS, etag: '"other"', 'content-length': '5' }).end('hello');
  });
  assert.deepEqual(groupByOutcome(result), { failed: ['a'] });
  assert.match(reasons, /has changed in the store/);
});

const LARGE_BYTES = 20 * 1024 * 1024;

for (const [title, status, contentRange, reason] of [
  [
    'another range',
    206,
    (length: number) => `bytes 0-${length - 1}/${LARGE_BYTES}`,
    /the store sent bytes 0-\d+\/20971520 instead of bytes \d+-\d+\/20971520\. Download it again/,
  ],
  [
    'a range of another size',
    206,
    (length: number, start: number) => `bytes ${start}-${start + length - 1}/99999999`,
    /the store sent bytes \d+-\d+\/99999999 instead of bytes \d+-\d+\/20971520/,
  ],
  [
    'bytes without their range',
    206,
    () => undefined,
    /the store sent a response without Content-Range instead of bytes \d+-\d+\/20971520/,
  ],
  ['the start of the file', 200, () => undefined, /the store sent a response without Content-Range/],
] as const) {
  test(`a download fails when the store sends ${title} of a file without a CRC32`, async (t) => {
    const { result, reasons, files } = await downloadFrom(t, [['a', LARGE_BYTES]], (request, response) => {
      if (request.method === 'HEAD') {
        response.writeHead(200, { ...HEADERS, 'content-length': LARGE_BYTES }).end();
        return;
      }
      const [, start = 0, last = 0] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
      const length = Number(last) - Number(start) + 1;
      const range = contentRange(length, Number(start));
      const headers = {
        ...HEADERS,
        'content-length': length,
        ...(range ? { 'content-range': range } : {}),
      };
      response.writeHead(status, headers).end(Buffer.alloc(length));
    });
    assert.deepEqual(groupByOutcome(result), { failed: ['a'] });
    assert.match(reasons, reason);
    assert.ok(!files.some((name) => name === 'a'));
  });
}

test('a download fails when the store sends a part of a small file in place of the file', async (t) => {
  const { result, reasons } = await downloadFrom(t, [['a', 5]], (_, response) => {
    const headers = { ...HEADERS, 'content-length': '5', 'content-range': 'bytes 0-4/99' };
    response.writeHead(206, headers).end('hello');
  });
  assert.deepEqual(groupByOutcome(result), { failed: ['a'] });
  assert.match(reasons, /the store sent bytes 0-4\/99 instead of bytes 0-4\/5\. Download it again/);
});

for (const [title, listed, sent] of [
  ['lists entity tags without quotation marks', 'e', '"e"'],
  ['lists and sends entity tags without quotation marks', 'e', 'e'],
  ['is behind a proxy that makes entity tags weak', '"e"', 'W/"e"'],
] as const)
  test(`a download succeeds when the store ${title}`, async (t) => {
    const store = await openHostileStore(t, (request, response) => {
      if (request.url?.includes('list-type')) {
        response.end(formatListing([[`${FOLDER}a`, 1]]).replace('"e"', listed));
        return;
      }
      const status = request.headers['if-match'] === '"e"' ? 200 : 412;
      response.writeHead(status, { etag: sent, 'content-length': 1 }).end('x');
    });
    const result = await downloadAll(store, createTemporaryFolder(t));
    assert.deepEqual(groupByOutcome(result), { downloaded: ['a'] });
    assert.equal([...result.manifest.files][0]?.etag, '"e"');
  });

test('a download rejects a file when the store lists it twice', async (t) => {
  const objects = [
    ['a', 5],
    ['a', 5],
    ['b', 5],
  ] as const;
  const { result, reasons } = await downloadFrom(t, objects, sendHello);
  assert.deepEqual(groupByOutcome(result), { failed: ['a', 'a'], downloaded: ['b'] });
  assert.match(reasons, /the store lists it twice/);
});

for (const [code, status] of [
  ['PreconditionFailed', 412],
  ['NoSuchKey', 404],
] as const) {
  test(`a download advises to run it again when the response to a listed file is ${code}`, async (t) => {
    const { result, reasons } = await downloadFrom(t, [['a', 5]], (_, response) =>
      response.writeHead(status).end(`<Error><Code>${code}</Code><Message>No.</Message></Error>`),
    );
    assert.deepEqual(groupByOutcome(result), { failed: ['a'] });
    assert.match(reasons, /No\. It .* listed\. Run the download again$/);
  });
}

test('a download succeeds when the times of the object are invalid', async (t) => {
  const { result } = await downloadFrom(t, [['a', 5]], (_, response) => {
    const headers = { ...HEADERS, 'last-modified': 'yesterday', 'x-amz-meta-mtime': '1e999' };
    response.writeHead(200, { ...headers, 'content-length': '5' }).end('hello');
  });
  assert.deepEqual(groupByOutcome(result), { downloaded: ['a'] });
});

test('a download ignores folder markers and reports other names that end in a slash', async (t) => {
  const objects = [
    ['', 0],
    ['folder/', 0],
    ['data/', 5],
    ['folder/a', 5],
  ] as const;
  const { result, reasons } = await downloadFrom(t, objects, sendHello);
  assert.deepEqual(groupByOutcome(result), { failed: ['data/'], downloaded: ['folder/a'] });
  assert.match(reasons, /empty segment/);
});

test('a download does not follow a link that takes the place of a folder while it runs', async (t) => {
  const base = createTemporaryFolder(t);
  const [target, elsewhere] = [join(base, 'target'), join(base, 'elsewhere')];
  mkdirSync(join(target, 'sub'), { recursive: true });
  mkdirSync(elsewhere);
  const size = 32 * 1024 * 1024;
  const store = await openHostileStore(t, (request, response) => {
    if (request.url?.includes('list-type')) {
      response.end(formatListing([[`${FOLDER}sub/large`, size]]));
      return;
    }
    if (request.method === 'HEAD') {
      renameSync(join(target, 'sub'), join(base, 'moved'));
      symlinkSync(elsewhere, join(target, 'sub'));
    }
    response.writeHead(200, { ...HEADERS, 'content-length': String(size) }).end();
  });
  const result = await runDownload(store, await planDownload(store, { target, ifExists: 'overwrite' }));
  assert.deepEqual(groupByOutcome(result), { failed: ['sub/large'] });
  assert.match(getFirstReason(result), /it is a symbolic link/);
  assert.deepEqual(readdirSync(elsewhere), []);
});

test('a download uses the keys of a listing as they are when the store does not encode them', async (t) => {
  const target = createTemporaryFolder(t);
  const requested: string[] = [];
  const store = await openHostileStore(t, (request, response) => {
    if (request.url?.includes('list-type')) {
      response.end(formatListing([[`${FOLDER}a+b%20c`, 5]], undefined, ''));
      return;
    }
    requested.push(request.url ?? '');
    sendHello(request, response);
  });
  await runDownload(store, await planDownload(store, { target, ifExists: 'overwrite' }));
  assert.deepEqual(readdirSync(target), ['a+b%20c']);
  assert.match(requested.join(), /\/a%2Bb%2520c$/);
});

test('a download names the archive of the store when a file has to be restored', async (t) => {
  const { reasons } = await downloadFrom(t, [['a', 5]], (_, response) => {
    const body =
      '<Error><Code>InvalidObjectState</Code><Message>Not valid for the storage class</Message></Error>';
    response.writeHead(403).end(body);
  });
  assert.match(reasons, /storage class\. The file is in an archive of the store: ask its administrator/);
});

test('a download keeps no more than 64 KiB of an error of the store', async (t) => {
  const long = 'x'.repeat(200_000);
  for (const [body, reason] of [
    [`<Error><Code>Denied</Code><Message>${long}</Message></Error>`, /: Denied \(403\)$/],
    [
      `${long}<Error><Code>Denied</Code></Error>`,
      /: Status403 \(403\)\. The response does not have the format of S3/,
    ],
  ] as const) {
    const { reasons } = await downloadFrom(t, [['a', 5]], (_, response) => response.writeHead(403).end(body));
    assert.match(reasons, reason);
  }
});

for (const [title, type, body] of [
  ['HTML pages', 'text/html; charset=utf-8', '<html>'],
  ['XML documents', 'application/xml', '<Error><Code>InternalError</Code></Error>'],
] as const) {
  test(`an upload fails when the responses to it are ${title} with an entity tag`, async (t) => {
    for (const chunked of [false, true]) {
      const respond: Responder = (_, response) => {
        const length = chunked ? {} : { 'content-length': body.length };
        response.writeHead(200, { 'content-type': type, etag: '"e"', ...length });
        response.write(body);
        response.end();
      };
      const uploaded = await uploadTo(t, respond, [[`${FOLDER}old`, 1]]);
      assert.deepEqual(groupByOutcome(uploaded), { failed: ['a'] });
      assert.match(
        getFirstReason(uploaded),
        /to PutObject: an (?:HTML page|XML document)\. Check the address/,
      );
      const deleted = await uploadAll(uploaded.store, createTemporaryFolder(t), { deleteMissing: true });
      assert.deepEqual(groupByOutcome(deleted), { failed: ['old'] });
    }
  });
}

for (const [title, status] of [
  ['that remains after all attempts', 507],
  ['that is not retried', 501],
] as const) {
  test(`an upload names the code and the message of a server error ${title}`, async (t) => {
    const body = '<Error><Code>XMinioStorageFull</Code><Message>No space.</Message></Error>';
    const reasons = listReasons(await uploadTo(t, (_, response) => response.writeHead(status).end(body)));
    assert.ok(reasons.includes(`: XMinioStorageFull (${status}) No space.`), reasons);
  });
}

for (const [status, retries] of [
  [408, 1],
  [429, 1],
  [500, 1],
  [501, 0],
  [409, 0],
] as const) {
  test(`an upload is ${retries ? '' : 'not '}repeated after a ${status} response without a code`, async (t) => {
    const result = await uploadTo(t, (_, response) => response.writeHead(status).end());
    assert.deepEqual([result.counts.uploaded, result.retries], [0, retries]);
  });
}

test('an upload renews the credentials twice, but not three times, when the store rejects them as expired', async (t) => {
  for (const acceptedId of [2, 3]) {
    const server = createServer((request, response) => {
      request.resume();
      const isAccepted = request.headers.authorization?.includes(`Credential=id${acceptedId}/`);
      if (isAccepted) response.writeHead(200, { etag: '"e"', 'content-length': 0 }).end();
      else response.writeHead(400).end('<Error><Code>ExpiredToken</Code></Error>');
    });
    const endpoint = await listen(t, server);
    let issued = -1;
    const store = openStoreAt(t, endpoint, {
      credentials: async () => {
        issued += 1;
        return { accessKeyId: `id${issued}`, secretAccessKey: 'secret' };
      },
      retry: { baseMs: 1 },
    });
    const sent = sendObject(store);
    if (acceptedId === 2) await sent;
    else await assert.rejects(sent, /ExpiredToken \(400\)/);
    assert.equal(issued, 2);
  }
});

test('the outcome of an upload is unknown only when its connection is lost after it was sent', async (t) => {
  const store = await openHostileStore(t, ({ socket }) => void socket.destroy());
  await assert.rejects(sendObject(store), { name: 'UnavailableError', outcomeUnknown: true });
  const server = createServer();
  const endpoint = await listenOnLoopback(server);
  await closeServer(server);
  const closed = openStoreAt(t, endpoint, { retry: { attempts: 1 } });
  await assert.rejects(sendObject(closed), { name: 'UnavailableError', outcomeUnknown: false });
});

test('an upload fails when the response to it has no entity tag', async (t) => {
  const result = await uploadTo(t, (_, response) => response.end('<html>Log in</html>'));
  assert.deepEqual(groupByOutcome(result), { failed: ['a'] });
  assert.match(getFirstReason(result), /has no entity tag\. Check the address of the store/);
});

for (const [title, partChecksum, checksum, outcome] of [
  ['fails when the store reports another CRC32 of a part', 'AAAAAA==', '', 'failed'],
  [
    'fails when the store reports another CRC32 of the file',
    undefined,
    '<ChecksumCRC32>AAAAAA==</ChecksumCRC32><ChecksumType>FULL_OBJECT</ChecksumType>',
    'failed',
  ],
  [
    'succeeds when the store reports the CRC32 of the checksums of the parts',
    undefined,
    '<ChecksumCRC32>AAAAAA==</ChecksumCRC32><ChecksumType>COMPOSITE</ChecksumType>',
    'uploaded',
  ],
  [
    'succeeds when the store reports another CRC32 without its type',
    undefined,
    '<ChecksumCRC32>AAAAAA==</ChecksumCRC32>',
    'uploaded',
  ],
] as const)
  test(`an upload of a large file ${title}`, async (t) => {
    const store = await openHostileStore(t, ({ method, url = '' }, response) => {
      if (method === 'GET' && url.includes('list-type')) response.end(formatListing([]));
      else if (url.includes('uploads='))
        response.end(
          method === 'POST'
            ? '<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>'
            : '<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>',
        );
      else if (method === 'PUT')
        response
          .writeHead(200, {
            etag: '"e"',
            ...(partChecksum ? { 'x-amz-checksum-crc32': partChecksum } : {}),
          })
          .end();
      else if (method === 'POST')
        response.end(
          `<CompleteMultipartUploadResult><ETag>"e"</ETag>${checksum}</CompleteMultipartUploadResult>`,
        );
      else response.writeHead(204).end();
    });
    const root = createTemporaryFolder(t);
    writeFileSync(join(root, 'a'), Buffer.alloc(17 * 1024 * 1024, 'a'));
    const result = await uploadAll(store, root);
    assert.deepEqual(groupByOutcome(result), { [outcome]: ['a'] });
    if (outcome === 'failed')
      assert.match(getFirstReason(result), /the CRC32 that the store reports does not match the file/);
  });

test('a run reports the retries of requests to which the store does not respond, once for all', async (t) => {
  const lines: string[] = [];
  const store = await openHostileStore(
    t,
    () => {},
    200,
    (level, line) => lines.push(`${level}: ${line}`),
  );
  await Promise.all(
    ['a', 'b', 'c'].map((key) => assert.rejects(headObject(store.requester, key), /no data for 200 ms/)),
  );
  const reported = lines.filter((line) => !line.startsWith('debug'));
  assert.equal(reported.length, 1, lines.join('\n'));
  assert.match(reported[0] ?? '', /^warning: cannot reach the store .*; attempt 2 of 2 follows$/);
});

test('a manifest has the entity tag of the compared object when it was replaced after it was listed', async (t) => {
  const store = await openHostileStore(t, ({ method }, response) => {
    if (method === 'GET') return void response.end(formatListing([[`${FOLDER}a`, 1]]));
    const checksum = encodeCrc32(crc32('x'));
    response.writeHead(200, { etag: '"new"', 'content-length': 1, 'x-amz-checksum-crc32': checksum }).end();
  });
  const folder = createTemporaryFolder(t);
  writeTree(folder, { a: 'x' });
  for (const { manifest } of [await uploadAll(store, folder), await downloadAll(store, folder)])
    assert.deepEqual(
      manifest.files.map(({ outcome, etag }) => [outcome, etag]),
      [['skipped', '"new"']],
    );
});
