import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatBytes } from './format-bytes.ts';

const SIZES: readonly (readonly [bytes: number, text: string])[] = [
  [0, '0 B'],
  [0.4, '0 B'],
  [1023, '1023 B'],
  [1024, '1.0 KiB'],
  [1.5 * 2 ** 20, '1.5 MiB'],
  [12 * 2 ** 30, '12 GiB'],
  [5000 * 2 ** 40, '5000 TiB'],
];

for (const [bytes, text] of SIZES) {
  test(`formatBytes formats ${bytes} bytes as ${text}`, () => {
    assert.equal(formatBytes(bytes), text);
  });
}
