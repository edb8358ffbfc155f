import type { Actor } from '../registry/permission.ts';
import { JobFailedError } from './job.ts';

/** Encodes the user for whom a job runs as an opaque text for its payload. */
export function encodeUser({ username, email, roles }: Actor): string {
  return Buffer.from(JSON.stringify({ username, email, roles })).toString('base64url');
}

/** @throws JobFailedError for a string that `encodeUser` did not create */
export function decodeUser(encoded: string): Actor {
  try {
    const claims: unknown = JSON.parse(Buffer.from(encoded, 'base64url').toString());
    if (typeof claims === 'object' && claims !== null && 'username' in claims && 'roles' in claims) {
      return claims as Actor; // created by encodeUser
    }
  } catch {
    // the error follows below, as for any other string
  }
  throw new JobFailedError('the user info of the payload is invalid.');
}
