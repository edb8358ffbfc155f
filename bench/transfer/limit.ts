import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { MAX_SINGLE_REQUEST_BYTES, PART_BYTES } from '../../src/shared/transfer/file-parts.ts';
import { encodePath, encodeQuery, Signer } from '../../src/shared/transfer/http/signer.ts';
import { TlsClient } from '../../src/shared/transfer/http/tls-client.ts';

interface Transfer {
  readonly method: string;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly body?: Buffer | undefined;
  /** Called for each piece of the response's body. */
  readonly onBytes: (bytes: Buffer) => void;
  readonly onEnd: () => void;
}

/** The job of the program that shows the limit. The benchmark writes it as JSON. */
interface LimitJob {
  readonly direction: 'upload' | 'download';
  readonly folder: string;
  readonly address: { bucket: string; prefix: string; region: string; endpoint: string };
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

/**
 * A lower bound for moving a tree of files in one thread of Node.js: it lists, signs, sends and writes or reads, over
 * as many connections as the engine. Like the engine, it computes the CRC32 of all bytes, but it does not compare it. It
 * retries nothing, checks no path, replaces no file atomically, and parses no more of a response than it needs. Its time
 * is the limit of the engine on this machine.
 * The argument is the job of the engine, as JSON; uploads only of files that fit in one request.
 */
const { address, credentials, direction, folder }: LimitJob = JSON.parse(process.argv[2] ?? '');
const MAX_CONNECTIONS = 256; // as the engine
const { protocol, hostname, port, host } = new URL(address.endpoint);
const tls = protocol === 'https:' ? new TlsClient() : undefined;
const { get } = tls ? https : http;
const signer = new Signer(address.region);
const waiting: Transfer[] = [];
let connections = 0;

function sign(method: string, path: string, query = '', headers: Record<string, string> = {}) {
  return signer.sign({ method, host, path, query, headers }, credentials, new Date());
}

/** Starts transfers; each connection continues with the next one that waits. */
function start(transfers: readonly Transfer[]): void {
  waiting.push(...transfers);
  while (waiting.length > 0 && connections < MAX_CONNECTIONS) openConnection();
}

function openConnection(): void {
  let transfer = waiting.shift();
  if (!transfer) return;
  connections += 1;
  const buffer = Buffer.allocUnsafeSlow(256 * 1024);
  let left: number | undefined;
  const callback = (count: number) => {
    let bytes = buffer.subarray(0, count);
    if (left === undefined) {
      const end = bytes.indexOf('\r\n\r\n');
      const head = bytes.toString('latin1', 0, end);
      if (!/^HTTP\/1.1 20[06] /.test(head)) throw new Error(`unexpected response: ${head}`);
      left = Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      bytes = bytes.subarray(end + 4);
    }
    left -= bytes.length;
    transfer?.onBytes(bytes);
    if (left > 0) return true;
    transfer?.onEnd();
    left = undefined;
    transfer = waiting.shift();
    if (transfer) send(transfer);
    else socket.destroy();
    return true;
  };
  const onread = { buffer, callback };
  const options = { host: hostname, port: Number(port), noDelay: true, onread };
  const socket = tls ? tls.connect(options) : connect(options);
  socket.on('close', () => {
    connections -= 1;
  });
  const send = ({ method, key, headers, body }: Transfer) => {
    const path = `/${address.bucket}/${encodePath(key)}`;
    let text = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n`;
    for (const [name, value] of Object.entries(sign(method, path, '', headers)))
      text += `${name}: ${value}\r\n`;
    socket.write(`${text}\r\n`, 'latin1');
    if (body) socket.write(body);
  };
  send(transfer);
}

/** Downloads the objects of each page while the next one is listed. */
function download(token?: string): void {
  const path = `/${address.bucket}`;
  const query = encodeQuery({ 'list-type': 2, prefix: address.prefix, 'continuation-token': token });
  get(`${address.endpoint}${path}?${query}`, { headers: sign('GET', path, query) }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
    response.on('end', () => {
      const next = /<NextContinuationToken>([^<]+)/.exec(text)?.[1];
      if (next !== undefined) download(next);
      for (const [, key = '', size] of text.matchAll(/<Key>([^<]+)<\/Key>.*?<Size>(\d+)/g))
        start(splitObject(key, Number(size)));
    });
  });
}

function splitObject(key: string, size: number): Transfer[] {
  const file = openSync(join(folder, key.slice(address.prefix.length)), 'w');
  const transfers: Transfer[] = [];
  const rangeBytes = getRangeBytes(size);
  let pending = 0;
  for (let start = 0; start < size; start += rangeBytes) {
    const end = Math.min(size, start + rangeBytes);
    let position = start;
    let checksum = 0;
    pending += 1;
    transfers.push({
      method: 'GET',
      key,
      headers: end - start < size ? { range: `bytes=${start}-${end - 1}` } : {},
      onBytes(bytes) {
        checksum = crc32(bytes, checksum);
        writeSync(file, bytes, 0, bytes.length, position);
        position += bytes.length;
      },
      onEnd() {
        pending -= 1;
        if (pending === 0) closeSync(file);
      },
    });
  }
  return transfers;
}

/** The bytes of each request for an object of this size, as the engine requests them. */
function getRangeBytes(size: number): number {
  return size > MAX_SINGLE_REQUEST_BYTES ? PART_BYTES : size;
}

function upload(): void {
  start(
    readdirSync(folder).map((name) => ({
      method: 'PUT',
      key: `${address.prefix}${name}`,
      get body() {
        const body = readFileSync(join(folder, name));
        crc32(body);
        return body;
      },
      get headers() {
        return { 'content-length': name.slice(name.lastIndexOf('-') + 1) };
      },
      onBytes() {},
      onEnd() {},
    })),
  );
}

if (direction === 'download') download();
else upload();
