import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { parityPage } from './page.ts';

const PAGE = resolve(import.meta.dirname, '../../../../docs/parity.md');

test('the page is what its sources give', () => {
  assert.equal(readFileSync(PAGE, 'utf8'), parityPage());
});

test('no cell of it is empty', () => {
  const rows = parityPage()
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  for (const row of rows) {
    const cells = row.slice(2, -2).split(' | ');
    assert.equal(cells.length, 4, row);
    assert.ok(
      cells.every((cell) => cell.trim() !== ''),
      row,
    );
  }
  assert.ok(rows.length > 280);
});
