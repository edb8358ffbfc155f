import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validateEwkt } from './ewkt.ts';

const VALID = [
  'SRID=4326;POINT(145 -16)',
  'SRID=4326; point Z (1 2 3)',
  'SRID=04326;POINT(1e3 .5)',
  'SRID=3577;POLYGON EMPTY',
  'SRID=4326;POINT(0x.8 -Inf)',
  'SRID=4326;POLYGON(Z(0 0,1 0,1 1,0 0))',
  'SRID=4283;MULTIPOINT((1 2),EMPTY)',
  'SRID=4326;MULTIPOINT(1 2,3 4)',
  'SRID=4326;POLYGON((0 0,1 1,1 0,0 1,0 0),(0 0,1 1,0 0))',
  'SRID=4326;GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1 1))',
  'SRID=4326;POINT(1 2) and more',
  'SRID=4326;POINT(1 2)\n',
];
const INVALID = [
  'POINT(145 -16)',
  'srid=4326;POINT(1 2)',
  ' SRID=4326;POINT(1 2)',
  'SRID=4326,POINT(1 2)',
  'SRID=999999;POINT(1 2)',
  'SRID=0;POINT(1 2)',
  'SRID=5714;POINT(1 2)',
  'SRID=4326;',
  'SRID=4326;\nPOINT(1 2)',
  'SRID=4326;LINESTRING(0 0,\n1 1)',
  'SRID=4326;BOX(0 0,1 1)',
  'SRID=4326;POINT(1 2',
  'SRID=4326;POINT(1)',
  'SRID=4326;POINT(145-16)',
  'SRID=4326;POINT EMPTY2',
  'SRID=4326;POLYGON(x(0 0,1 0,1 1,0 0))',
  'SRID=4326;POINT(1 2 3 4 5)',
  'SRID=4326;LINESTRING(0 0)',
  'SRID=4326;POLYGON((0 0,1 0,1 1))',
  'SRID=4326;MULTIPOINT(1 2,(3 4))',
  'SRID=4326;{"type":"Point"}',
];

for (const place of VALID)
  test(`validateEwkt accepts "${place}"`, () => assert.equal(validateEwkt(place), undefined));
for (const place of INVALID)
  test(`validateEwkt rejects "${place}"`, () => assert.match(validateEwkt(place) ?? '', /\.$/));
