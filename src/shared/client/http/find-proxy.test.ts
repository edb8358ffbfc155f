import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { findProxy } from './find-proxy.ts';
import { readProxySettings } from './proxy-settings.ts';

const PROXY = { httpProxy: 'http://plain:3128', httpsProxy: 'http://secure:3128' };

suite('findProxy', () => {
  const direct: readonly (readonly [noProxy: string, url: string])[] = [
    ['other.org;example.org', 'https://example.org'],
    ['"localhost,example.org"', 'https://example.org'],
    ["'example.org'", 'https://example.org'],
    ['*', 'https://example.org'],
    ['example.org', 'https://example.org'],
    ['example.org', 'https://api.example.org'],
    ['EXAMPLE.org', 'https://example.ORG'],
    ['.example.org', 'https://api.example.org'],
    ['*.example.org', 'https://api.example.org'],
    ['other.org, example.org', 'https://example.org'],
    ['other.org example.org', 'https://example.org'],
    ['example.org:8443', 'https://example.org:8443'],
    ['example.org:443', 'https://example.org'],
    ['*example.org', 'https://api.example.org'],
    ['*:443', 'https://example.org'],
    ['example.org.', 'https://api.example.org'],
    ['example.org', 'https://api.example.org.'],
    ['10.0.0.0/8:9000', 'http://10.1.2.3:9000'],
    ['0:0:0:0:0:0:0:1', 'http://[::1]'],
    ['[fd00::]/8', 'http://[fd12::1]'],
    ['10.1.2.3', 'http://10.1.2.3'],
    ['10.0.0.0/8', 'http://10.1.2.3:9000'],
    ['10.1.2.3:9000', 'http://10.1.2.3:9000'],
    ['::1', 'http://[::1]:80'],
    ['[::1]:8080', 'http://[::1]:8080'],
    ['fd00::/8', 'http://[fd12::1]'],
  ];
  for (const [noProxy, url] of direct) {
    test(`findProxy returns no proxy for ${url} when NO_PROXY is "${noProxy}"`, () => {
      assert.equal(findProxy(new URL(url), { ...PROXY, noProxy }), undefined);
    });
  }

  const proxied: readonly (readonly [noProxy: string, url: string])[] = [
    ['', 'https://example.org'],
    ['.example.org', 'https://example.org'],
    ['ample.org', 'https://example.org'],
    ['example.org:8443', 'https://example.org'],
    ['10.0.0.0/8', 'http://11.1.2.3'],
    ['10.0.0.0/8', 'http://example.org'],
    ['10.0.0.0/99', 'http://10.1.2.3'],
    ['10.0.0.0/8:9000', 'http://10.1.2.3'],
    ['10.0.0.0/x', 'http://10.0.0.0'],
    ['example.org/8', 'https://example.org'],
    ['.', 'https://example.org'],
    ['*:80', 'https://example.org'],
    ['1.2.3', 'http://10.1.2.3'],
    ['fd00::/8', 'http://[fe80::1]'],
  ];
  for (const [noProxy, url] of proxied) {
    test(`findProxy returns the proxy for ${url} when NO_PROXY is "${noProxy}"`, () => {
      const expected = url.startsWith('https:') ? 'secure:3128' : 'plain:3128';
      assert.equal(findProxy(new URL(url), { ...PROXY, noProxy })?.host, expected);
    });
  }

  test('findProxy reaches https addresses directly when only HTTP_PROXY is set, and http ones when only HTTPS_PROXY is', () => {
    const { httpProxy, httpsProxy } = PROXY;
    assert.equal(findProxy(new URL('https://example.org'), { httpProxy }), undefined);
    assert.equal(findProxy(new URL('http://example.org'), { httpsProxy }), undefined);
  });

  test('findProxy reads a proxy without a scheme as http', () => {
    const url = new URL('https://example.org');
    assert.equal(
      findProxy(url, { httpsProxy: ' proxy.example.org:3128 ' })?.href,
      'http://proxy.example.org:3128/',
    );
  });

  for (const [url, user, password] of [
    ['http://u:a%b@c@proxy.example.org:3128', 'u', 'a%b@c'],
    ['http://u%40x:50%é@proxy.example.org', 'u@x', '50%é'],
    ['http://u:%ff@proxy.example.org', 'u', '%ff'],
    ['http://DOMAIN\\u:p@proxy.example.org', 'DOMAIN\\u', 'p'],
    ['u:a/b?c#d@proxy.example.org:3128', 'u', 'a/b?c#d'],
  ] as const)
    test(`findProxy keeps the user and the password of ${url}`, () => {
      const proxy = findProxy(new URL('https://example.org'), { httpsProxy: url });
      const read = [proxy?.username, proxy?.password].map((text) => decodeURIComponent(text ?? ''));
      assert.deepEqual(read, [user, password]);
    });

  for (const httpsProxy of ['"http://proxy.example.org:3128"', "'proxy.example.org:3128'", '"proxy"'])
    test(`findProxy names the variable when its value is in quotation marks: ${httpsProxy}`, () => {
      const find = () => findProxy(new URL('https://example.org'), { httpsProxy });
      assert.throws(find, /^InvalidError: HTTPS_PROXY is .*, which is not the URL of an HTTP proxy/);
    });

  test('findProxy names the variable, without credentials, when it is not the URL of an HTTP proxy', () => {
    const find = () =>
      findProxy(new URL('https://example.org'), { httpsProxy: 'socks5://ada:secret@proxy:1080' });
    assert.throws(find, (error: Error) => {
      assert.match(
        error.message,
        /^HTTPS_PROXY is "socks5:\/\/\*\*\*@proxy:1080", which is not the URL of an HTTP proxy/,
      );
      return !error.message.includes('secret');
    });
  });
});

test('proxy settings use the environment, lower-case names first', () => {
  assert.deepEqual(readProxySettings({ HTTP_PROXY: 'a', http_proxy: 'b', HTTPS_PROXY: 'c', no_proxy: 'd' }), {
    httpProxy: 'b',
    httpsProxy: 'c',
    noProxy: 'd',
  });
  assert.deepEqual(readProxySettings({}), {
    httpProxy: undefined,
    httpsProxy: undefined,
    noProxy: undefined,
  });
});
