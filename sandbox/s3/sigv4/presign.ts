import type { Credentials } from '../identity.ts';
import {
  createStringToSign,
  deriveSigningKey,
  encode,
  formatCanonicalRequest,
  formatScope,
  hmac,
} from './canonical.ts';

type Target = { origin: string; path: string; region: string; query: Readonly<Record<string, string>> };

/** Creates the URL of a GET that needs no credentials until it expires. */
export function presignGet(
  request: Target & { credentials: Credentials; expiresInSeconds: number },
  now: Date,
): string {
  const timestamp = now.toISOString().replace(/[:-]|\.\d{3}/g, '');
  const { accessKeyId, secretAccessKey, sessionToken } = request.credentials;
  const scope = { accessKeyId, date: timestamp.slice(0, 8), region: request.region };
  const query: [string, string][] = Object.entries({
    ...request.query,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${accessKeyId}/${formatScope(scope)}`,
    'X-Amz-Date': timestamp,
    'X-Amz-Expires': String(request.expiresInSeconds),
    'X-Amz-Security-Token': sessionToken,
    'X-Amz-SignedHeaders': 'host',
  });
  const canonical = formatCanonicalRequest({
    method: 'GET',
    path: request.path,
    query,
    signedHeaders: ['host'],
    headerValue: () => new URL(request.origin).host,
    payloadHash: 'UNSIGNED-PAYLOAD',
  });
  const key = deriveSigningKey(secretAccessKey, scope);
  query.push(['X-Amz-Signature', hmac(key, createStringToSign(timestamp, scope, canonical)).toString('hex')]);
  const path = request.path.split('/').map(encode).join('/');
  return `${request.origin}${path}?${query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')}`;
}
