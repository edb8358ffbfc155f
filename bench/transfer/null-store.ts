import { readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { RememberedObjects } from './remembered-objects.ts';
import { Throttle } from './throttle.ts';
import { listTreeFiles, TREE_NAMES, toSlug } from './trees.ts';

/**
 * A store that discards uploads and serves zeros, so that only the client is measured. Keys end in the size of the
 * object. A listing of `download/<tree>/` returns the tree's files; other folders are empty, so that an upload is one to
 * a new dataset. Of uploads to `remembered/`, it keeps key, size and CRC32, which is enough to list, compare and download
 * files of zeros. The arguments are the delay of each response in milliseconds, the bandwidth of each direction in bytes
 * per second, and, for TLS, a file with certificate and key. The delay limits no concurrency. Prints its URL.
 */
const [delayMs = 0, bytesPerSecond = 0] = process.argv.slice(2).map(Number);
const certificate = process.argv[4];
const remembered = new RememberedObjects();
const received = new Throttle(bytesPerSecond);
const sent = new Throttle(bytesPerSecond);
const ZEROS = Buffer.alloc(1024 * 1024);
const ETAG = '"d41d8cd98f00b204e9800998ecf8427e"';

const server =
  certificate === undefined
    ? createServer({ noDelay: true }, receive)
    : createTlsServer(
        { noDelay: true, cert: readFileSync(certificate), key: readFileSync(certificate) },
        receive,
      );

function receive(socket: Socket): void {
  let early = '';
  let skip = 0;
  let pendingHead = '';
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes) => {
    const waitMs = received.add(bytes.length);
    if (waitMs > 0) {
      socket.pause();
      setTimeout(() => socket.resume(), waitMs);
    }
    let rest = bytes;
    while (rest.length > 0) {
      const skipped = Math.min(skip, rest.length);
      skip -= skipped;
      rest = rest.subarray(skipped);
      if (skip > 0) return;
      if (pendingHead !== '') respondLater(socket, pendingHead);
      pendingHead = '';
      if (rest.length === 0) return;
      const text = early + rest.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) {
        early = text;
        return;
      }
      rest = rest.subarray(end + 4 - early.length);
      early = '';
      const head = text.slice(0, end);
      skip = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      if (/\r\nexpect: *100/i.test(head)) socket.write('HTTP/1.1 100 Continue\r\n\r\n');
      if (skip > 0) pendingHead = head;
      else respondLater(socket, head);
    }
  });
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const protocol = certificate === undefined ? 'http' : 'https';
  if (typeof address === 'object') process.stdout.write(`${protocol}://127.0.0.1:${address?.port}\n`);
});

function respondLater(socket: Socket, head: string): void {
  if (delayMs > 0) setTimeout(() => respond(socket, head), delayMs);
  else respond(socket, head);
}

function respond(socket: Socket, head: string): void {
  const [, method = '', path = '', query = ''] = /^(\w+) ([^? ]*)\??(\S*)/.exec(head) ?? [];
  if (method === 'PUT') remembered.add(path, head);
  const object = remembered.get(path);
  const size = object?.size ?? Number(/-(\d+)$/.exec(path)?.[1] ?? 0);
  const document = createXmlResponse(method, path, query);
  if (document !== undefined) {
    const headers = `content-length: ${Buffer.byteLength(document)}\r\netag: ${ETAG}`;
    socket.write(`HTTP/1.1 200 OK\r\n${headers}\r\n\r\n${document}`);
    return;
  }
  const range = /\r\nrange: *bytes=(\d+)-(\d+)/i.exec(head);
  const start = Number(range?.[1] ?? 0);
  const end = range ? Math.min(size, Number(range[2]) + 1) : size;
  const ranged = range ? `content-range: bytes ${start}-${end - 1}/${size}\r\n` : '';
  const checksum = object ? `x-amz-checksum-crc32: ${object.crc32}\r\n` : '';
  const headers = `etag: ${ETAG}\r\nlast-modified: Mon, 01 Jan 2024 00:00:00 GMT\r\n${checksum}${ranged}`;
  sendZeros(
    socket,
    `HTTP/1.1 ${range ? 206 : 200} OK\r\ncontent-length: ${end - start}\r\n${headers}\r\n`,
    method === 'HEAD' ? 0 : end - start,
  );
}

/** The XML response; undefined for object data. */
function createXmlResponse(method: string, path: string, query: string): string | undefined {
  if (method === 'PUT') return '';
  const object = `<Bucket>b</Bucket><Key>${path}</Key>`;
  if (method === 'POST')
    return query.startsWith('uploads')
      ? formatXmlDocument('InitiateMultipartUploadResult', `${object}<UploadId>u</UploadId>`)
      : formatXmlDocument('CompleteMultipartUploadResult', `${object}<ETag>${ETAG}</ETag>`);
  if (/\buploads\b/.test(query))
    return formatXmlDocument('ListMultipartUploadsResult', '<IsTruncated>false</IsTruncated>');
  return /list-type|prefix/.test(query) ? listResult(decodeURIComponent(query)) : undefined;
}

function sendZeros(socket: Socket, head: string, count: number): void {
  if (count <= 65_536 && bytesPerSecond === 0) {
    socket.write(Buffer.concat([Buffer.from(head), ZEROS.subarray(0, count)]));
    return;
  }
  socket.write(head);
  let left = count;
  const pieceBytes = bytesPerSecond === 0 ? ZEROS.length : 65_536;
  const more = async () => {
    while (left > 0 && !socket.destroyed) {
      const piece = ZEROS.subarray(0, Math.min(left, pieceBytes));
      left -= piece.length;
      if (bytesPerSecond > 0) await sent.transfer(piece.length);
      if (!socket.write(piece) && left > 0) {
        socket.once('drain', more);
        return;
      }
    }
  };
  void more();
}

function listResult(query: string): string {
  const prefix = /prefix=([^&]*)/.exec(query)?.[1] ?? '';
  const tree = TREE_NAMES.find((name) => prefix.endsWith(`download/${toSlug(name)}/`));
  const token = Number(/(?:continuation-token|marker)=[^&]*?(\d+)/.exec(query)?.[1] ?? 0);
  const files = tree ? listTreeFiles(tree) : remembered.list(prefix);
  const startAfter = /start-after=([^&]*)/.exec(query)?.[1];
  const first = startAfter === undefined ? token : findAfter(files, startAfter.slice(prefix.length));
  const page = files
    .slice(first, first + 1000)
    .map(
      ({ name, size }) =>
        `<Contents><Key>${prefix}${name}</Key><Size>${size}</Size><ETag>${ETAG}</ETag><LastModified>2024-01-01T00:00:00.000Z</LastModified><StorageClass>STANDARD</StorageClass></Contents>`,
    );
  const next = first + 1000 < files.length;
  const more = next ? `<NextContinuationToken>t${first + 1000}</NextContinuationToken>` : '';
  return formatXmlDocument(
    'ListBucketResult',
    `<Name>b</Name><Prefix>${prefix}</Prefix>${page.join('')}${more}<IsTruncated>${next}</IsTruncated>`,
  );
}

/** The index of the first file after `name`. The files are sorted. */
function findAfter(files: readonly { readonly name: string }[], name: string): number {
  let [low, high] = [0, files.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((files[middle]?.name ?? '') > name) high = middle;
    else low = middle + 1;
  }
  return low;
}

function formatXmlDocument(root: string, content: string): string {
  return `<?xml version="1.0"?><${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${root}>`;
}
