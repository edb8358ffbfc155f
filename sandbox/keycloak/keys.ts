import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { Database } from '../state/database.ts';

/** The signing keys of the realm. They are stored in the database, so that tokens stay valid after a restart. */
export type RealmKeys = {
  privateKey: KeyObject;
  publicKey: KeyObject;
  keyId: string;
  /** Signs refresh tokens, which only the realm reads. */
  refreshSecret: Uint8Array;
};

export function loadRealmKeys(database: Database): RealmKeys {
  const pem = database.getOrCreateSetting('realm-private-key', () =>
    generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString(),
  );
  const secret = database.getOrCreateSetting('realm-refresh-secret', () =>
    randomBytes(64).toString('base64url'),
  );
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const keyId = createHash('sha256').update(encodePublicKey(publicKey)).digest('base64url');
  return { privateKey, publicKey, keyId, refreshSecret: Buffer.from(secret, 'base64url') };
}

/** The public key in DER, which the realm document has in base64. */
export function encodePublicKey(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}

/** The key set of the realm: the signing key, and the same key for encryption, because Keycloak lists one. */
export async function createJsonWebKeySet(
  keys: RealmKeys,
  realm: string,
): Promise<{ keys: Record<string, unknown>[] }> {
  const der = await createCertificate(keys, realm);
  const digest = (algorithm: string) => createHash(algorithm).update(der).digest('base64url');
  const { n, e } = keys.publicKey.export({ format: 'jwk' });
  const jwk = {
    kty: 'RSA',
    n,
    e,
    x5c: [der.toString('base64')],
    x5t: digest('sha1'),
    'x5t#S256': digest('sha256'),
  };
  return {
    keys: [
      { kid: keys.keyId, alg: 'RS256', use: 'sig', ...jwk },
      { kid: `${keys.keyId}-enc`, alg: 'RSA-OAEP', use: 'enc', ...jwk },
    ],
  };
}

const YEAR_MS = 365 * 24 * 3_600_000;

async function createCertificate(keys: RealmKeys, realm: string): Promise<Buffer> {
  const { default: forge } = await import('node-forge');
  const privateKey = keys.privateKey.export({ type: 'pkcs1', format: 'der' });
  const signer = forge.pki.privateKeyFromAsn1(forge.asn1.fromDer(privateKey.toString('binary')));
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(signer.n, signer.e);
  certificate.serialNumber = '01';
  certificate.validity.notBefore = new Date(0);
  certificate.validity.notAfter = new Date(100 * YEAR_MS);
  certificate.setSubject([{ shortName: 'CN', value: realm }]);
  certificate.setIssuer([{ shortName: 'CN', value: realm }]);
  certificate.sign(signer, forge.md.sha256.create());
  return Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes(), 'binary');
}
