import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDuration, isPositiveNumber, isUri } from './text-formats.ts';

/** Accepted and rejected values of each function. */
const ROWS: [(value: string) => boolean, string[], string[]][] = [
  [
    isUri,
    [
      'https://example.org/d?q#f',
      'file:///a/b',
      's3://bucket/key',
      'mailto:x@example.org',
      'urn:x:y',
      'doi:10.1/x',
      'x:',
      'http://[::1]/',
    ],
    [
      'no scheme',
      'relative/path',
      'C:\\data',
      'http://a b',
      'https://example.org/é',
      'https://example.org/%zz',
      '',
    ],
  ],
  [
    isDuration,
    ['P1D', 'P2W', 'PT15M', 'P1Y2M10DT2H30M', '-P1D', 'P0.5D', 'P1,5D', 'PT', 'P1DT', 'P0001-02-03T04:05:06'],
    ['P', '1D', 'p1d', 'P-1D', 'P1D ', 'PT1', 'P1H', 'daily', 'P2024-13-01T00:00:00'],
  ],
  [
    isPositiveNumber,
    ['0.5', ' 0.5 ', '1_000', 'inf', '1e-3', '.5', '5.'],
    ['0', '-1', '-inf', 'nan', '0,5', '0x10', '1 degree', '', 'True'],
  ],
];

for (const [reads, taken, rejected] of ROWS) {
  for (const value of taken) test(`${reads.name} takes ${value}`, () => assert.equal(reads(value), true));
  for (const value of rejected)
    test(`${reads.name} rejects ${value}`, () => assert.equal(reads(value), false));
}
