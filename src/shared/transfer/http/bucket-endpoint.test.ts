import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTING_NAMES } from '../store.ts';
import { resolveBucketEndpoint } from './bucket-endpoint.ts';

const resolve = (address: { bucket?: string; region?: string; endpoint?: string }) =>
  resolveBucketEndpoint({ bucket: 'b', prefix: '', region: 'eu-1', ...address }, DEFAULT_SETTING_NAMES);

test('resolveBucketEndpoint returns the addresses of AWS and of other stores', () => {
  const rows = [
    [{}, 'https://b.s3.eu-1.amazonaws.com', ''],
    [{ bucket: 'b.c' }, 'https://s3.eu-1.amazonaws.com', '/b.c'],
    [{ endpoint: 'http://[::1]:9000/' }, 'http://[::1]:9000', '/b'],
    [{ endpoint: 'https://store.example' }, 'https://store.example', '/b'],
  ] as const;
  for (const [address, origin, pathPrefix] of rows)
    assert.deepEqual(resolve(address), { origin, host: origin.replace(/^https?:\/\//, ''), pathPrefix });
});

test('resolveBucketEndpoint names the setting of an invalid address, and repeats no password', () => {
  const rows = [
    [{ endpoint: 'store.example' }, /\(store\.endpoint\) "store\.example": expected https:\/\/host/],
    [{ endpoint: 'https://store.example/path' }, /\(store\.endpoint\) "https:\/\/store\.example\/path"/],
    [{ endpoint: 'ftp://store.example' }, /\(store\.endpoint\)/],
    [{ endpoint: 'https://me:word@store.example' }, /\(store\.endpoint\) "https:\/\/\*\*\*@store\.example"/],
    [{ region: 'eu west' }, /\(store\.region\) "eu west": expected a name/],
    [{ region: 'evil.example/' }, /\(store\.region\)/],
    [{ endpoint: 'https://store.example?a=b' }, /\(store\.endpoint\)/],
  ] as const;
  for (const [address, message] of rows)
    assert.throws(() => resolve(address), { family: 'invalid', message });
});
