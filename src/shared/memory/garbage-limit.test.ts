import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getHeapStatistics } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { enableGarbageLimit, limitGarbage } from './garbage-limit.ts';

/** Calls `limitGarbage` before and after garbage of about 64 MiB. @returns bytes of the heap that the last call freed. */
function measureFreedBytes(): number {
  limitGarbage();
  // Large enough that only a full collection frees it.
  let garbage: number[][] | undefined = Array.from({ length: 64 }, () =>
    new Array<number>(131_072).fill(0.5),
  );
  assert.equal(garbage.length, 64);
  garbage = undefined;
  const before = getHeapStatistics().used_heap_size;
  limitGarbage();
  return before - getHeapStatistics().used_heap_size;
}

test('limitGarbage collects garbage only in a process that has enabled it', () => {
  measureFreedBytes();
  assert.equal(runInNewContext('typeof gc'), 'undefined', 'the flags of V8 are unchanged');
  enableGarbageLimit();
  const freed = measureFreedBytes();
  assert.ok(freed > 32 * 1024 * 1024, `freed ${freed} bytes`);
});
