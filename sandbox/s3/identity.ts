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
export class Issuer {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  issue(identity: Identity): Credentials {
    const accessKeyId = `ASIA${randomBytes(10).toString('hex').toUpperCase().slice(0, 16)}`;
    const body = Buffer.from(JSON.stringify({ accessKeyId, ...identity })).toString('base64url');
    const sessionToken = `${body}.${this.#seal(body)}`;
    const secretAccessKey = this.#deriveSecret(sessionToken);
    return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(identity.expires) };
  }

  /** Reads a token. @throws S3Error for a token that this store did not issue */
  read(sessionToken: string): { identity: Identity; secret: string; accessKeyId: string } {
    const [body, seal, ...rest] = sessionToken.split('.');
    if (!body || !seal || rest.length > 0 || !isEqual(seal, this.#seal(body)))
      throw new S3Error('InvalidToken');
    // The HMAC shows that issue() wrote it.
    const { accessKeyId, ...identity } = JSON.parse(Buffer.from(body, 'base64url').toString()) as Identity & {
      accessKeyId: string;
    };
    return { identity, accessKeyId, secret: this.#deriveSecret(sessionToken) };
  }

  #seal(body: string): string {
    return createHmac('sha256', this.#key).update(`token:${body}`).digest('base64url');
  }

  #deriveSecret(sessionToken: string): string {
    return createHmac('sha256', this.#key).update(`secret:${sessionToken}`).digest('base64').slice(0, 40);
  }
}

function isEqual(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
