import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findLongLines } from './long-lines.ts';

const LONG = 'word '.repeat(40);

test('findLongLines returns the numbers of long lines of prose', () => {
  assert.deepEqual(findLongLines(`# Title\n\n${LONG}\nshort\n- ${LONG}\n`), [3, 5]);
});

test('findLongLines leaves out tables and code blocks', () => {
  assert.deepEqual(findLongLines(`| ${LONG} |\n\n  \`\`\`sh\n${LONG}\n  \`\`\`\n${LONG}\n`), [6]);
});
