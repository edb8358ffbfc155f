import { isIP } from 'node:net';

/**
 * Whether the host of a URL is this machine: `localhost`, a name below it, 127.0.0.0/8 or [::1]. A URL has addresses in
 * their canonical form.
 */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  const version = isIP(host);
  if (version === 0) return host === 'localhost' || host.endsWith('.localhost');
  return version === 4 ? host.startsWith('127.') : host === '::1';
}
