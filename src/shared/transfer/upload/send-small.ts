import { createHash } from 'node:crypto';
import type { Session } from '../flow/session.ts';
import { SteadyFile } from '../local/steady-file.ts';
import { putObject } from '../s3/objects.ts';
import type { PlannedUpload } from './plan.ts';
import type { Sent } from './sent.ts';

/** Sends a file in one request. */
export async function sendSmall(session: Session, entry: PlannedUpload, withSha256: boolean): Promise<Sent> {
  const { file, key } = entry;
  const release = await session.gate.enter(file.size, session.signal);
  const buffer = session.buffers.take(file.size);
  try {
    using source = new SteadyFile(file);
    await source.read(buffer, 0);
    source.check();
    const { etag, crc32 } = await putObject(session.requester, key, buffer, file.modified);
    const sha256 = withSha256 ? createHash('sha256').update(buffer).digest('hex') : undefined;
    session.buffers.give(buffer);
    return { etag, crc32, sha256 };
  } catch (error) {
    session.buffers.abandon(buffer);
    throw error;
  } finally {
    release();
  }
}
