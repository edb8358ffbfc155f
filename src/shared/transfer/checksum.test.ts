import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { combineCrc32, decodeCrc32, encodeCrc32 } from './checksum.ts';

test('combineCrc32 returns the CRC32 of the concatenation', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array({ maxLength: 5_000 }), (first, second) => {
      const together = crc32(Buffer.concat([first, second]));
      assert.equal(combineCrc32(crc32(first), crc32(second), second.length), together);
    }),
  );
});

test('combineCrc32 supports pieces of more than 4 GiB', () => {
  // Doubling one zero byte 33 times gives 2^33 zero bytes.
  let sum = crc32(Buffer.alloc(1));
  for (let length = 1; length < 2 ** 33; length *= 2) sum = combineCrc32(sum, sum, length);
  const half = 2 ** 32 + 7;
  const ofZeros = (length: number) => {
    let total = 0;
    let piece = crc32(Buffer.alloc(1));
    for (let bit = 1; bit <= length; bit *= 2) {
      if (Math.floor(length / bit) % 2 === 1) total = combineCrc32(total, piece, bit);
      piece = combineCrc32(piece, piece, bit);
    }
    return total;
  };
  assert.equal(combineCrc32(ofZeros(half), ofZeros(2 ** 33 - half), 2 ** 33 - half), sum);
});

test('decodeCrc32 reverses encodeCrc32 and rejects any other text', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (sum) =>
      assert.equal(decodeCrc32(encodeCrc32(sum)), sum),
    ),
  );
  for (const text of [undefined, '', 'AAAAAA==-3', 'AAAA', 'not it'])
    assert.equal(decodeCrc32(text), undefined);
});
