import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { S3Error } from './errors.ts';

/** `owner` has all permissions in the bucket; Provena issues the other two. */
export type Access = 'read' | 'write' | 'owner';

/** The holder and the permissions of credentials. */
export interface Identity {
  readonly access: Access;
  readonly bucket: string;
  /** The folder of the dataset, such as `datasets/10378-1-1451860/`. */
  readonly prefix: string;
  readonly sessionName: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

/** Temporary credentials of a client. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/**
 * Issues temporary credentials without a table: the token contains the permissions and an HMAC with the key of the
 * store, and the secret is derived from the token. So they stay valid after a restart with the same key.
 */
export type Issuer = ReturnType<typeof createIssuer>;

export function createIssuer(key: Buffer) {
  const sign = (text: string) => createHmac('sha256', key).update(text);
  const seal = (body: string) => sign(`token:${body}`).digest('base64url');
  const deriveSecret = (sessionToken: string) => sign(`secret:${sessionToken}`).digest('base64').slice(0, 40);
  return {
    issue(identity: Identity): Credentials {
      const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
      const body = Buffer.from(JSON.stringify({ accessKeyId, ...identity })).toString('base64url');
      const sessionToken = `${body}.${seal(body)}`;
      const expiration = new Date(identity.expires);
      return { accessKeyId, secretAccessKey: deriveSecret(sessionToken), sessionToken, expiration };
    },
    /** Reads a token. @throws S3Error for a token that this store did not issue */
    read(sessionToken: string): { identity: Identity; secret: string; accessKeyId: string } {
      const [body, signature, ...rest] = sessionToken.split('.');
      if (!body || !signature || rest.length > 0 || !isEqual(signature, seal(body)))
        throw new S3Error('InvalidToken');
      const content: Identity & { accessKeyId: string } = JSON.parse(
        Buffer.from(body, 'base64url').toString(),
      );
      const { accessKeyId, ...identity } = content; // the HMAC shows that `issue` wrote it
      return { identity, accessKeyId, secret: deriveSecret(sessionToken) };
    },
  };
}

function isEqual(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
