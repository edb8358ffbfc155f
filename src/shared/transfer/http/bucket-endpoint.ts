import { InvalidError } from '../../client/index.ts';
import type { StoreAddress } from '../store.ts';

/** A bucket's place on the web. */
export interface BucketEndpoint {
  readonly origin: string;
  readonly host: string;
  /** What stands before a key: empty where the host names the bucket, else `/bucket`. */
  readonly pathPrefix: string;
}

/** A bucket at AWS is named by the host, unless its name has dots, which certificates do not cover. */
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
  const message = `the store's endpoint ${JSON.stringify(endpoint)} is not of the form https://host or https://host:port`;
  throw new InvalidError(message);
}
