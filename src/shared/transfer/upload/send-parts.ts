import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type Crc32, combineCrc32 } from '../checksum.ts';
import type { Session } from '../flow/session.ts';
import type { SteadyFile } from '../local/steady-file.ts';
import { type StoredPart, uploadPart } from '../s3/multipart.ts';
import { type PartRun, partsOf } from './parts.ts';

/** The upload that parts belong to. */
export interface PartsTarget {
  readonly key: string;
  readonly uploadId: string;
  /** Bytes of the whole file. */
  readonly size: number;
}

/** What is known once all parts are there. */
export interface PartsSent {
  /** In order. */
  readonly parts: readonly StoredPart[];
  /** Of the whole file. */
  readonly sum: Crc32;
  /** Hexadecimal, where it was asked for. */
  readonly sha256: string | undefined;
}

/**
 * Reads a file once, from front to back, and sends its parts as they are read, as many at once as the gate lets in. A part
 * that fails for good ends it, after those under way.
 */
export async function sendParts(
  session: Session,
  target: PartsTarget,
  source: SteadyFile,
  stored: ReadonlyMap<number, StoredPart>,
  options: { readonly withSha256: boolean; readonly onBytes: (bytes: number) => void },
): Promise<PartsSent> {
  const hash = options.withSha256 ? createHash('sha256') : undefined;
  const parts: StoredPart[] = [];
  const underWay: Promise<void>[] = [];
  let sum: Crc32 = 0;
  let failure: { readonly error: unknown } | undefined;
  const fail = (error: unknown) => {
    failure ??= { error };
  };
  const add = (part: StoredPart) => {
    parts[part.number - 1] = part;
    options.onBytes(part.size);
  };
  for (const run of partsOf(target.size)) {
    if (failure) break;
    const there = stored.get(run.number);
    if (there?.crc32 !== undefined && !hash) {
      sum = combineCrc32(sum, there.crc32, run.size);
      add(there);
      continue;
    }
    try {
      const read = await readPart(session, source, run);
      hash?.update(read.bytes);
      sum = combineCrc32(sum, read.sum, run.size);
      const at = { ...target, number: run.number };
      const sending = there ?? uploadPart(session.requester, at, read.bytes, read.sum);
      underWay.push(settle(session, read, sending).then(add, fail));
    } catch (error) {
      fail(error);
    }
  }
  await Promise.all(underWay);
  if (failure) throw failure.error;
  return { parts, sum, sha256: hash?.digest('hex') };
}

interface ReadPart {
  readonly bytes: Buffer;
  readonly sum: Crc32;
  readonly release: () => void;
}

/** A part's bytes, held against the gate until they are released. */
async function readPart(session: Session, source: SteadyFile, run: PartRun): Promise<ReadPart> {
  const release = await session.gate.enter(run.size, session.signal);
  const bytes = session.buffers.take(run.size);
  try {
    await source.read(bytes, run.start);
    return { bytes, sum: crc32(bytes), release };
  } catch (error) {
    session.buffers.abandon(bytes);
    release();
    throw error;
  }
}

/** Lets go of a part's bytes once the store has them, or never will. */
async function settle(
  session: Session,
  read: ReadPart,
  sending: StoredPart | Promise<StoredPart>,
): Promise<StoredPart> {
  try {
    const part = await sending;
    session.buffers.give(read.bytes);
    return part;
  } catch (error) {
    session.buffers.abandon(read.bytes);
    throw error;
  } finally {
    read.release();
  }
}
