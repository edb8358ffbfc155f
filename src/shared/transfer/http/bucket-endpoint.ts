import { InvalidError } from '../../client/http/errors.ts';
import type { StoreAddress } from '../store.ts';

/** The HTTP address of a bucket. */
export interface BucketEndpoint {
  readonly origin: string;
  readonly host: string;
  /** Precedes the key in the URL: empty for virtual-hosted addressing, else `/bucket`. */
  readonly pathPrefix: string;
}

/** AWS buckets use virtual-hosted addressing, except names with dots, which the wildcard certificate does not cover. */
export function resolveBucketEndpoint({ bucket, region, endpoint }: StoreAddress): BucketEndpoint {
  if (endpoint === undefined && !bucket.includes('.')) {
    const host = `${bucket}.s3.${region}.amazonaws.com`;
    return { origin: `https://${host}`, host, pathPrefix: '' };
  }
  const url = parseEndpoint(endpoint ?? `https://s3.${region}.amazonaws.com`);
  return { origin: url.origin, host: url.host, pathPrefix: `/${bucket}` };
}

function parseEndpoint(endpoint: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.username) return url;
  throw new InvalidError(
    `invalid S3 endpoint ${JSON.stringify(endpoint)}: expected https://host or https://host:port`,
  );
}
