import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findEwktError } from './ewkt.ts';

/** Coverages that a server accepted. */
const VALID_TEXTS = [
  'SRID=4326;POINT(1 2)',
  'SRID=4326; POINT (1 2)',
  'SRID=4326;point(1 2)',
  'SRID=4326;POINT Z (1 2 3)',
  'SRID=4326;POLYGON EMPTY',
  'SRID=4326;POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))',
  'SRID=4326;GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(0 0, 1 1))',
  'SRID=4326;MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))',
  'SRID=4326;POLYGON((0 0, 4 0, 4 4, 0 0), (1 1, 2 1, 2 2, 1.0 1))',
  'SRID=4326;POINT(1000 2000)',
  'SRID=4326;POINT(1 2) and more',
];
/** Coverages that a server rejected. */
const REJECTED: readonly (readonly [string, RegExp])[] = [
  ['POINT(1 2)', /must begin with SRID/],
  ['srid=4326;POINT(1 2)', /must begin with SRID/],
  [' SRID=4326;POINT(1 2)', /must begin with SRID/],
  ['SRID=0;POINT(1 2)', /must begin with SRID/],
  ['SRID=x;POINT(1 2)', /must begin with SRID/],
  ['SRID=4326,POINT(1 2)', /must begin with SRID/],
  ['SRID=4326;', /expected a geometry in WKT after the SRID/],
  ['SRID=4326;BOX(1 2, 3 4)', /expected a geometry in WKT after the SRID/],
  ['SRID=4326;{"type":"Point"}', /expected a geometry in WKT after the SRID/],
  ['SRID=4326;POLYGON((0 0, 1 0, 1 1, 0 0)', /not closed/],
  ['SRID=4326;POLYGON((0 0, 1 0, 1 1, 0 1))', /a ring must end/],
  ['SRID=4326;LINESTRING(0 0)', /at least 2 positions/],
];

for (const text of VALID_TEXTS)
  test(`findEwktError returns undefined for ${text}`, () => assert.equal(findEwktError(text), undefined));
for (const [text, fault] of REJECTED)
  test(`findEwktError reports an error for ${text}`, () => assert.match(findEwktError(text) ?? '', fault));
