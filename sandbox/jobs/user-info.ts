import type { Actor } from '../registry/access.ts';
import { JobFailedError } from './failure.ts';

/** The user on whose behalf a job runs, as an opaque text inside its payload. */
export function encodeUser({ username, email, roles }: Actor): string {
  return Buffer.from(JSON.stringify({ username, email, roles })).toString('base64url');
}

/** @throws JobFailedError for a text that this sandbox did not make */
export function decodeUser(sealed: string): Actor {
  try {
    const opened: unknown = JSON.parse(Buffer.from(sealed, 'base64url').toString());
    if (typeof opened === 'object' && opened !== null && 'username' in opened && 'roles' in opened) {
      return opened as Actor; // made by sealUser
    }
  } catch {
    // told below, like any other text that is not ours
  }
  throw new JobFailedError('the user info of the payload cannot be read.');
}
