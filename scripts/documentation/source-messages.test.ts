import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractMessages } from './source-messages.ts';

test('extractMessages returns strings of three words or more at their lines', () => {
  const source = [
    "import { x } from './x.ts';",
    '// a comment in three words',
    " * it's a comment, isn't it",
    `throw new Error(\`cannot read \${path} of the \${kind}\`);`,
    "const row = ['two words', 'three more words'];",
  ];
  assert.deepEqual(extractMessages(source.join('\n')).split('\n'), [
    '',
    '',
    '',
    'cannot read … of the …',
    'three more words',
  ]);
});
