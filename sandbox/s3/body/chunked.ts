import { createHash, type Hash } from 'node:crypto';
import { S3Error } from '../errors.ts';
import { EMPTY_SHA256, formatScope, hmac, sha256 } from '../sigv4/canonical.ts';
import type { VerifiedRequest } from '../sigv4/verify.ts';

type Seed = VerifiedRequest['seed'];

const MAX_LINE_LENGTH = 16_384;

/**
 * Decodes the `aws-chunked` framing (`<hex size>;chunk-signature=…\r\n<bytes>\r\n … 0\r\n<trailers>\r\n`) and checks
 * the chain of signatures of signed chunks.
 */
export class ChunkedDecoder {
  readonly trailers = new Map<string, string>();
  readonly #seed: Seed | undefined;
  #previous: string;
  #state: 'size' | 'data' | 'separator' | 'trailer' = 'size';
  #line = '';
  #remaining = 0;
  #claimed = '';
  #hash: Hash | undefined;
  #trailerText = '';
  #ended = false;

  /** `seed` is undefined for unsigned chunks. */
  constructor(seed: Seed | undefined) {
    this.#seed = seed;
    this.#previous = seed?.signature ?? '';
  }

  /** Passes the content of `bytes` to `emit`. */
  push(bytes: Buffer, emit: (content: Buffer) => void): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.#state === 'data') {
        const content = bytes.subarray(at, at + this.#remaining);
        at += content.length;
        this.#remaining -= content.length;
        this.#hash?.update(content);
        emit(content);
        if (this.#remaining === 0) this.#endChunk();
      } else {
        const newline = bytes.indexOf(10, at);
        this.#line += bytes.toString('latin1', at, newline < 0 ? bytes.length : newline);
        if (this.#line.length > MAX_LINE_LENGTH)
          throw createFramingError('a line of the framing is too long');
        if (newline < 0) return;
        at = newline + 1;
        const line = this.#line.replace(/\r$/, '');
        this.#line = '';
        this.#readLine(line);
      }
    }
  }

  /** @throws S3Error `IncompleteBody` for a body without its last chunk */
  finish(): void {
    if (!this.#ended)
      throw new S3Error('IncompleteBody', 'The aws-chunked body ended before its last chunk.');
  }

  #readLine(line: string): void {
    if (this.#state === 'separator') {
      if (line !== '') throw createFramingError('a chunk is longer than its size');
      this.#state = 'size';
    } else if (this.#state === 'size') {
      this.#startChunk(line);
    } else {
      this.#readTrailer(line);
    }
  }

  #startChunk(line: string): void {
    const [, size, signature] = /^([0-9a-fA-F]+)(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line) ?? [];
    if (size === undefined) throw createFramingError('a chunk has no size');
    this.#remaining = Number.parseInt(size, 16);
    this.#claimed = signature ?? '';
    this.#hash = this.#seed && createHash('sha256');
    if (this.#remaining > 0) {
      this.#state = 'data';
    } else {
      this.#checkChunk();
      this.#state = 'trailer';
      this.#ended = true;
    }
  }

  #endChunk(): void {
    this.#checkChunk();
    this.#state = 'separator';
  }

  #checkChunk(): void {
    if (!this.#seed) return;
    const { timestamp, scope } = this.#seed;
    const digest = this.#hash?.digest('hex') ?? EMPTY_SHA256;
    const parts = [
      'AWS4-HMAC-SHA256-PAYLOAD',
      timestamp,
      formatScope(scope),
      this.#previous,
      EMPTY_SHA256,
      digest,
    ];
    this.#checkSignature(parts, this.#claimed);
  }

  #readTrailer(line: string): void {
    if (line === '') return;
    const colon = line.indexOf(':');
    if (colon < 0) throw createFramingError('a trailer does not have the form name:value');
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name !== 'x-amz-trailer-signature') {
      this.trailers.set(name, value);
      this.#trailerText += `${name}:${value}\n`;
    } else if (this.#seed) {
      const { timestamp, scope } = this.#seed;
      const parts = ['AWS4-HMAC-SHA256-TRAILER', timestamp, formatScope(scope), this.#previous];
      this.#checkSignature([...parts, sha256(this.#trailerText)], value);
    }
  }

  #checkSignature(parts: readonly string[], claimed: string): void {
    if (!this.#seed || hmac(this.#seed.key, parts.join('\n')).toString('hex') !== claimed) {
      throw new S3Error('SignatureDoesNotMatch');
    }
    this.#previous = claimed;
  }
}

function createFramingError(reason: string): S3Error {
  return new S3Error('InvalidRequest', `The aws-chunked body is invalid: ${reason}.`);
}
