import { InvalidError } from '../../client/errors.ts';
import { hideUserInfo } from '../../client/http/hide-user-info.ts';
import type { SettingNames, StoreAddress } from '../store.ts';

export interface BucketEndpoint {
  readonly origin: string;
  readonly host: string;
  /** Precedes the key in the URL: empty for virtual-hosted addressing, else `/bucket`. */
  readonly pathPrefix: string;
}

/**
 * AWS buckets use virtual-hosted addressing, except names with dots, which the wildcard certificate does not cover.
 * @throws InvalidError that names the setting for an endpoint or a region that cannot be part of an address.
 */
export function resolveBucketEndpoint(
  { bucket, region, endpoint }: StoreAddress,
  names: SettingNames,
): BucketEndpoint {
  if (endpoint !== undefined) {
    const url = parseOrigin(endpoint);
    if (url) return { origin: url.origin, host: url.host, pathPrefix: `/${bucket}` };
    const found = JSON.stringify(hideUserInfo(endpoint));
    throw new InvalidError(
      `invalid address of the store (${names.endpoint}) ${found}: expected https://host or https://host:port`,
    );
  }
  const isVirtualHosted = !bucket.includes('.');
  const url = parseOrigin(`https://${isVirtualHosted ? `${bucket}.` : ''}s3.${region}.amazonaws.com`);
  if (!url)
    throw new InvalidError(
      `invalid region of the store (${names.region}) ${JSON.stringify(region)}: expected a name such as ap-southeast-2`,
    );
  return { origin: url.origin, host: url.host, pathPrefix: isVirtualHosted ? '' : `/${bucket}` };
}

/** Parses scheme, host and port; undefined for anything else. */
function parseOrigin(address: string): URL | undefined {
  const url = URL.parse(address);
  return url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/` ? url : undefined;
}
