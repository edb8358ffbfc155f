import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parityPage } from './page.ts';

/** Writes docs/parity.md; with --check it only reports whether the page is up to date. */
const file = resolve(import.meta.dirname, '../../../../docs/parity.md');
const page = parityPage();
if (!process.argv.includes('--check')) {
  writeFileSync(file, page);
} else if (readFileSync(file, 'utf8') !== page) {
  console.error('docs/parity.md is not what its sources give. Run npm run docs and commit the result.');
  process.exit(1);
}
