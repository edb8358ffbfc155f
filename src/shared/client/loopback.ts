/**
 * Whether the host of a URL is this machine: `localhost`, a name below it, 127.0.0.0/8 or [::1]. A URL has addresses in
 * their canonical form, so that no parser of addresses has to be loaded.
 */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname.replace(/\.$/, '').toLowerCase();
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(host);
}
