import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { renderParityPage } from './page.ts';

const PAGE = resolve(import.meta.dirname, '../../docs/parity.md');

test('docs/parity.md is up to date', () => {
  assert.equal(readFileSync(PAGE, 'utf8'), renderParityPage());
});

test('docs/parity.md has no empty cell', () => {
  const rows = renderParityPage()
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  for (const row of rows) {
    const cells = row.slice(2, -2).split(' | ');
    assert.equal(cells.length, 3, row);
    assert.ok(
      cells.every((cell) => cell.trim() !== ''),
      row,
    );
  }
  assert.ok(rows.length > 280);
});
