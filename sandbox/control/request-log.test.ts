import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RequestLog } from './request-log.ts';

const ENTRY = { at_ms: 0, took_ms: 1, service: 'registry', username: 'modeller', method: 'GET', path: '/' };
const RESPONSE = { body_bytes: 0, status: 400, response_body: '{"detail": "…"}' };

for (const [description, length, atLeast] of [
  ['short', 20, 50_000],
  ['long', 8000, 1500],
] as const) {
  test(`request log keeps the latest requests, at most 16 MiB, when queries are ${description}`, () => {
    const log = new RequestLog();
    const query = 'q'.repeat(length);
    for (let number = 0; number < 80_000; number++) log.add({ ...ENTRY, query, ...RESPONSE });
    const entries = log.list();
    assert.equal(entries.at(-1)?.number, 80_000);
    assert.equal(entries[0]?.number, 80_001 - entries.length);
    assert.ok(entries.length >= atLeast, `${entries.length} entries`);
    assert.ok(entries.length * length < 16 * 1024 * 1024, `${entries.length} entries`);
    assert.equal(entries.filter(({ response_body }) => response_body !== null).length, 1000);
  });
}
