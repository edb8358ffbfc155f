import { BlockList, isIP } from 'node:net';
import { InvalidError } from '../errors.ts';
import { hideUserInfo } from './hide-user-info.ts';
import type { ProxyOptions } from './proxy-settings.ts';

/**
 * Returns the proxy for a URL, or `undefined` if its host is reached directly.
 * @throws InvalidError naming the setting that is not the URL of an HTTP proxy. Credentials in it are not repeated.
 */
export function findProxy(url: URL, { httpProxy, httpsProxy, noProxy }: ProxyOptions): URL | undefined {
  const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const text = (name === 'HTTPS_PROXY' ? httpsProxy : httpProxy)?.trim();
  if (!text || bypassesProxy(url, noProxy)) return undefined;
  return parseProxyUrl(name, text);
}

/** Scheme, user and password, and the rest of the URL. As in curl, the last `@` ends the password. */
const PROXY_PARTS = /^([a-z][a-z\d+.-]*:\/\/)?(.*@)?(.*)$/is;

/** curl, git, Go and Python read a proxy without a scheme as `http://`, too. */
function parseProxyUrl(name: string, text: string): URL {
  const [, scheme = 'http://', userInfo = '', address = ''] = PROXY_PARTS.exec(text) ?? [];
  // A password may contain characters that would end the host of a URL.
  const escaped = userInfo.replace(/[\\/?#]/g, encodeURIComponent);
  const url = URL.parse(scheme + escaped + address);
  // `URL` accepts quotation marks in a host.
  if (url && /^[^"']+$/.test(url.hostname) && /^https?:$/.test(url.protocol)) return normalizeProxyUrl(url);
  throw new InvalidError(
    `${name} is "${hideUserInfo(text)}", which is not the URL of an HTTP proxy. Set it to a URL such as http://proxy.example.org:3128`,
  );
}

/** A path has no meaning for a proxy, and undici rejects it. A user or password with a bare `%` is taken as it is. */
function normalizeProxyUrl(url: URL): URL {
  const { protocol, host, username, password } = url;
  const normalized = new URL(`${protocol}//${host}`);
  normalized.username = escapePercentSigns(username);
  normalized.password = escapePercentSigns(password);
  return normalized;
}

function escapePercentSigns(text: string): string {
  // Escapes that `URL` has added stay unchanged.
  const escaped = text.replace(/%(?![\da-f]{2})/gi, '%25');
  try {
    decodeURIComponent(escaped);
    return escaped;
  } catch {
    return text.replaceAll('%', '%25');
  }
}

/** Whether the host of a URL is reached directly, by `NO_PROXY`. */
export function bypassesProxy({ protocol, hostname, port }: URL, noProxy = ''): boolean {
  const host = hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase();
  const effectivePort = port || (protocol === 'https:' ? '443' : '80');
  return (
    noProxy
      .toLowerCase()
      // Windows separates with semicolons; an env file can keep the quotation marks around a value.
      .split(/[\s,;"']+/)
      .filter((entry) => entry !== '')
      .some((entry) => isMatch(entry, host, effectivePort))
  );
}

function isMatch(entry: string, host: string, port: string): boolean {
  // An IPv6 address has a port only behind brackets.
  const withPort = isIP(entry) === 6 ? undefined : /^(.*):(\d+)$/.exec(entry);
  if (withPort && withPort[2] !== port) return false;
  const [name = '', prefix] = (withPort?.[1] ?? entry).replace(/[[\]]|\.$/g, '').split('/');
  if (isIP(name) > 0) return isInRange(host, name, prefix);
  if (prefix !== undefined) return false;
  if (/^[.*]/.test(name)) return host.endsWith(name.replace(/^\*+/, ''));
  return host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
}

/** Also compares single addresses, because an IPv6 address can be written in several forms. */
function isInRange(host: string, network: string, prefix?: string): boolean {
  const version = isIP(network);
  const [family, bits] = version === 6 ? (['ipv6', 128] as const) : (['ipv4', 32] as const);
  const length = prefix === undefined ? bits : /^\d+$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (isIP(host) !== version || !(length <= bits)) return false;
  const list = new BlockList();
  list.addSubnet(network, length, family);
  return list.check(host, family);
}
