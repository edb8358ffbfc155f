import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { suite, test } from 'node:test';
import { GuideRunner } from './guide-runner.ts';
import { readBlocks } from './markdown.ts';

const EXAMPLES = resolve(import.meta.dirname, '../../examples');

suite('the examples in a repository of their own', () => {
  test('the commands of examples/README.md rehearse the pipeline and validate the documents', async () => {
    const reader = new GuideRunner();
    try {
      const shown = await reader.runBlocks(readBlocks('examples/README.md'));
      assert.equal(shown.match(/Job succeeded/g)?.length, 2, shown);
      assert.match(shown, /Registered 10378\.1\/\d+/);
    } finally {
      reader.close();
    }
  });

  const page = readFileSync(join(EXAMPLES, 'README.md'), 'utf8');
  for (const file of readdirSync(EXAMPLES).filter((name) => name.endsWith('.yml'))) {
    test(`examples/README.md lists ${file} and all its variables`, () => {
      assert.ok(page.includes(`(${file})`), `examples/README.md does not name ${file}`);
      const text = readFileSync(join(EXAMPLES, file), 'utf8');
      const names = [...text.matchAll(/\b(?:vars|secrets)\.(\w+)/g)].map(([, name]) => name ?? '');
      const matches = names.filter((name) => !page.includes(`${name}\``));
      assert.deepEqual(matches, []);
    });
  }
});
