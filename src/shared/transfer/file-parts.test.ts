import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  getUploadPartBytes,
  MAX_SINGLE_REQUEST_BYTES,
  MAX_UPLOAD_BYTES,
  splitIntoParts,
} from './file-parts.ts';

const MIB = 1024 * 1024;

test('the parts of an upload cover the file and respect the limits of S3 for files of all sizes', () => {
  const sizes = fc.oneof(
    fc.integer({ min: MAX_SINGLE_REQUEST_BYTES + 1, max: MAX_UPLOAD_BYTES }),
    // Around the sizes from which parts are larger.
    fc.tuple(fc.integer({ min: 1, max: 5 * 1024 }), fc.integer({ min: -2, max: 2 })).map(([mib, offset]) => {
      return Math.min(Math.max(mib * MIB * 10_000 + offset, MAX_SINGLE_REQUEST_BYTES + 1), MAX_UPLOAD_BYTES);
    }),
    fc.constantFrom(MAX_SINGLE_REQUEST_BYTES + 1, 5 * 1024 * MIB, 5 * 1024 * MIB + 1, MAX_UPLOAD_BYTES),
  );
  fc.assert(
    fc.property(sizes, (size) => {
      const partBytes = getUploadPartBytes(size);
      let end = 0;
      let count = 0;
      for (const part of splitIntoParts(size, partBytes)) {
        count += 1;
        assert.ok(
          part.number === count && part.start === end && part.size > 0 && part.size <= 5 * 1024 * MIB,
        );
        end += part.size;
        // All but the last one have the same size, of at least 5 MiB.
        assert.ok(end === size || (part.size === partBytes && part.size >= 5 * MIB));
      }
      assert.ok(end === size && count >= 2 && count <= 10_000, `${count} parts`);
    }),
    { numRuns: 200 },
  );
});
