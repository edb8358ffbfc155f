import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  createCRC32,
  createCRC64,
  createXXHash3,
  createXXHash64,
  createXXHash128,
  type IHasher,
} from 'hash-wasm';
import { type CrcShape, combineCrc } from './combine.ts';

export interface Digester {
  update(bytes: Uint8Array): void;
  /** The value as in S3: base64 of the big-endian bytes. */
  digest(): string;
}

export type ChecksumName =
  | ('CRC32' | 'CRC32C' | 'CRC64NVME')
  | ('MD5' | 'SHA1' | 'SHA256' | 'SHA512')
  | ('XXHASH3' | 'XXHASH64' | 'XXHASH128');
export type ChecksumType = 'COMPOSITE' | 'FULL_OBJECT';

interface Algorithm {
  readonly header: string;
  /** The element in XML, such as `ChecksumCRC32`. */
  readonly element: string;
  /** Checksum types that a multipart upload can request; the first is the default. */
  readonly multipart: readonly ChecksumType[];
  readonly crc?: CrcShape;
  readonly start: () => Digester;
}

const CRC32C = await createCRC32(0x82f63b78);
const CRC64NVME = await createCRC64('9a6c9329ac4bc9b5');

const XXHASH3 = await createXXHash3();
const XXHASH64 = await createXXHash64();
const XXHASH128 = await createXXHash128();

const CRC_TYPES = ['COMPOSITE', 'FULL_OBJECT'] as const;

/** The additional checksums of S3: header, XML element, and types for multipart uploads. */
export const ALGORITHMS: Record<ChecksumName, Algorithm> = {
  CRC32: algorithm('CRC32', CRC_TYPES, createCrc32Digester, { bits: 32, polynomial: 0xedb88320n }),
  CRC32C: algorithm('CRC32C', CRC_TYPES, () => createResumableDigester(CRC32C), {
    bits: 32,
    polynomial: 0x82f63b78n,
  }),
  CRC64NVME: algorithm('CRC64NVME', ['FULL_OBJECT'], () => createResumableDigester(CRC64NVME), {
    bits: 64,
    polynomial: 0x9a6c9329ac4bc9b5n,
  }),
  MD5: algorithm('MD5', ['COMPOSITE'], () => createHashDigester('md5')),
  SHA1: algorithm('SHA1', ['COMPOSITE'], () => createHashDigester('sha1')),
  SHA256: algorithm('SHA256', ['COMPOSITE'], () => createHashDigester('sha256')),
  SHA512: algorithm('SHA512', ['COMPOSITE'], () => createHashDigester('sha512')),
  XXHASH3: algorithm('XXHASH3', ['COMPOSITE'], () => createResumableDigester(XXHASH3)),
  XXHASH64: algorithm('XXHASH64', ['COMPOSITE'], () => createResumableDigester(XXHASH64)),
  XXHASH128: algorithm('XXHASH128', ['COMPOSITE'], () => createResumableDigester(XXHASH128)),
};

function algorithm(
  name: ChecksumName,
  multipart: Algorithm['multipart'],
  start: Algorithm['start'],
  crc?: CrcShape,
): Algorithm {
  const header = `x-amz-checksum-${name.toLowerCase()}`;
  return { header, element: `Checksum${name}`, multipart, start, ...(crc ? { crc } : {}) };
}

// the keys of the constant
export const CHECKSUM_NAMES = Object.keys(ALGORITHMS) as ChecksumName[];

/** The checksum of an object from those of its parts, in order. */
export function combineParts(
  name: ChecksumName,
  type: ChecksumType,
  parts: readonly { value: string; size: number }[],
): string {
  const { crc, start } = ALGORITHMS[name];
  if (type === 'COMPOSITE' || !crc) {
    const digester = start();
    for (const part of parts) digester.update(Buffer.from(part.value, 'base64'));
    return `${digester.digest()}-${parts.length}`;
  }
  const combined = parts.reduce((sum, part) => combineCrc(crc, sum, toInteger(part.value), part.size), 0n);
  return Buffer.from(combined.toString(16).padStart(crc.bits / 4, '0'), 'hex').toString('base64');
}

function toInteger(value: string): bigint {
  return BigInt(`0x${Buffer.from(value, 'base64').toString('hex') || '0'}`);
}

function createCrc32Digester(): Digester {
  let sum = 0;
  return {
    update(bytes) {
      sum = crc32(bytes, sum);
    },
    digest() {
      const value = Buffer.alloc(4);
      value.writeUInt32BE(sum);
      return value.toString('base64');
    },
  };
}

/** All requests share one WebAssembly instance: each loads its state before it continues. */
function createResumableDigester(hasher: IHasher): Digester {
  let state = hasher.init().save();
  return {
    update(bytes) {
      state = hasher.load(state).update(bytes).save();
    },
    digest: () => Buffer.from(hasher.load(state).digest('binary')).toString('base64'),
  };
}

function createHashDigester(algorithm: string): Digester {
  const hash = createHash(algorithm);
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest('base64') };
}
