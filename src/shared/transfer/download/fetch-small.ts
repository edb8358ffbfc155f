import { crc32 } from 'node:zlib';
import { FileProblem } from '../errors.ts';
import type { Session } from '../flow/session.ts';
import { getObject } from '../s3/objects.ts';
import type { Fetched } from './fetched.ts';
import { PartialFile } from './partial-file.ts';
import type { PlannedDownload } from './plan-download.ts';

/** Gets a file in one request. Nothing is left of one that fails. */
export async function fetchSmall(session: Session, entry: PlannedDownload): Promise<Fetched> {
  const { object, path, size } = entry;
  const release = await session.gate.enter(0, session.signal);
  const partial = new PartialFile(path, false);
  let position = 0;
  let sum = 0;
  try {
    const facts = await getObject(
      session.requester,
      { key: object.key, etag: object.etag },
      {
        restart() {
          position = 0;
          sum = 0;
        },
        take(bytes) {
          sum = crc32(bytes, sum);
          partial.write(bytes, position);
          position += bytes.length;
        },
      },
    );
    if (position !== size)
      throw new FileProblem(`${entry.name}: ${position} of ${size} bytes came. Fetch it again`);
    if (facts.crc32 !== undefined && facts.crc32 !== sum) {
      throw new FileProblem(
        `${entry.name}: other bytes came than the store's checksum is of. Fetch it again`,
      );
    }
    partial.finish(facts.fileModified ?? facts.modified);
    return { etag: facts.etag, crc32: sum, isVerified: facts.crc32 !== undefined };
  } catch (error) {
    partial.discard();
    throw error;
  } finally {
    release();
  }
}
