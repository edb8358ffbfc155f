import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { suite, test } from 'node:test';
import { root } from './project.ts';

const LINK = /\[([^\]]+)\]\(([^)]+\.ts)\)/g;
/** Titles of tests and suites, and the names of checks. */
const TITLE = /(?:\b(?:test|suite)\(\s*|\bname: )(['"`])((?:\\.|(?!\1).)*)\1/gs;

suite('SECURITY.md', () => {
  const page = readFileSync(resolve(root, 'SECURITY.md'), 'utf8');
  const threats = page.split('\n### ').slice(1);

  for (const threat of threats) {
    const [title] = threat.split('\n');
    test(`${title}: names existing tests`, () => {
      const links = [...threat.replaceAll(/\s+/g, ' ').matchAll(LINK)];
      assert.ok(links.length > 0, 'no test is named');
      for (const [, name = '', file = ''] of links) {
        assert.ok(titlesOf(file).includes(name), `${file} has no test or check "${name}"`);
      }
    });
  }
});

/** Titles as written, with … for template expressions. */
function titlesOf(file: string): string[] {
  const source = readFileSync(resolve(root, file), 'utf8');
  return [...source.matchAll(TITLE)].map(([, , title = '']) =>
    title.replaceAll(/\$\{[^}]*\}/g, '…').replaceAll(/\\(.)/g, '$1'),
  );
}
