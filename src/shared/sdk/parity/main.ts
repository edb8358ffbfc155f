import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { renderParityPage } from './page.ts';

/** The script of `npm run docs` for docs/parity.md. With --check it only reports whether the page is up to date. */
const file = resolve(import.meta.dirname, '../../../../docs/parity.md');
const page = renderParityPage();
if (!process.argv.includes('--check')) {
  writeFileSync(file, page);
} else if (readFileSync(file, 'utf8') !== page) {
  console.error('docs/parity.md is outdated. Run npm run docs and commit the result.');
  process.exit(1);
}
