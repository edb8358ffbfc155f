import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { getHeapSpaceStatistics } from 'node:v8';
import { enableGarbageLimit, limitGarbage } from './garbage-limit.ts';

// In its own file, because the space for new objects never shrinks.
test('limitGarbage keeps the space for new objects small while V8 marks old ones', async () => {
  enableGarbageLimit();
  limitGarbage();
  const before = getNewSpaceBytes();
  const kept: unknown[] = [];
  let peak = 0;
  for (let index = 0; index < 200_000; index += 1) {
    kept.push({ index, list: [index, index, index] });
    JSON.parse(`{"list": [${index}, 1, 2, 3], "map": {"a": ${index}}}`);
    if (index % 100 === 0) peak = Math.max(peak, getNewSpaceBytes());
    if (index % 20_000 === 0) {
      limitGarbage();
      await setImmediate(); // V8 starts marking between tasks
    }
  }
  assert.equal(kept.length, 200_000);
  assert.ok(peak <= 2 * before, `${before} bytes before, ${peak} at the peak`);
});

function getNewSpaceBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
}
