import assert from 'node:assert/strict';
import test from 'node:test';
import { readSource } from './text/source.ts';
import { parseUrlMap } from './url-map.ts';

for (const text of [
  'registry: https://registry.example.org',
  'registry: https://a.example.org/x\nkeycloak:\thttp://127.0.0.1:8080/realms/x\n',
  '\r\nregistry: https://a.example.org\r\n\r\njobs: https://b.example.org  \r\n',
  '{"registry": "https://a.example.org", "jobs" : "https://b.example.org"}',
]) {
  test(`parseUrlMap reads the same as YAML from ${JSON.stringify(text)}`, async () => {
    assert.deepEqual(parseUrlMap(text), (await readSource({ name: 'it', text })).value);
  });
}

for (const text of [
  '',
  'registry',
  'registry:https://a.example.org',
  '  registry: https://a.example.org',
  'registry: https://a.example.org # ours',
  'registry: "https://a.example.org"',
  'registry: https://a.example.org:',
  'registry: https://a.example.org\nregistry: https://b.example.org',
  'registry: true',
  '? registry',
  '{"registry": "https://a.example.org", "registry": "https://b.example.org"}',
  '{"registry": 1}',
  '{"registry": {"a": "b"}}',
  '{"registry"',
]) {
  test(`parseUrlMap uses the YAML parser for ${JSON.stringify(text)}`, () => {
    assert.equal(parseUrlMap(text), undefined);
  });
}
