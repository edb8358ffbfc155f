import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { completeWorkflow } from './complete-workflow.ts';
import { findDocumentProblems } from './documents.ts';
import { findWorkflowProblems } from './workflow-problems.ts';
import { classifyYamlBlock } from './yaml-block.ts';

/** Checks a fragment of a workflow. @returns line numbers in the fragment, and messages. */
function lintFragment(fragment: string): (readonly [number, string])[] {
  const block = classifyYamlBlock(fragment);
  assert.ok(block.type === 'fragment');
  const { text, linesBefore } = completeWorkflow(fragment, block.fragment);
  return findWorkflowProblems([text]).map(({ line, message }) => [line - linesBefore, message]);
}

suite('workflow fragments', () => {
  test('fragments may refer to steps and jobs that they do not contain', () => {
    const fragment = `- uses: OWNER/REPO/actions/upload-data@v1
  with:
    dataset-id: \${{ steps.mint.outputs.dataset-id || needs.mint.outputs.dataset }}
    path: results/
`;
    assert.deepEqual(lintFragment(fragment), []);
  });

  const wrong: readonly (readonly [string, string, number, RegExp])[] = [
    [
      'an input that the action does not have',
      '- uses: OWNER/REPO/actions/mint-dataset@v1\n  with:\n    metdata: x\n',
      3,
      /input "metdata" is not defined/,
    ],
    [
      'an input that is missing',
      '- run: "true"\n- uses: OWNER/REPO/actions/upload-data@v1\n  with:\n    path: x\n',
      2,
      /missing input "dataset-id"/,
    ],
    [
      'an unknown action',
      'steps:\n  - uses: OWNER/REPO/actions/mint-datset@v1\n',
      2,
      /there is no action OWNER\/REPO\/actions\/mint-datset@v1/,
    ],
    [
      'an output that the action does not have',
      '- id: m\n  uses: OWNER/REPO/actions/mint-dataset@v1\n- if: steps.m.outputs.handle\n  run: echo\n',
      3,
      /property "handle" is not defined/,
    ],
    ['a key that workflows do not have', 'jobs:\n  a:\n    runson: x\n    steps: []\n', 3, /runson/],
  ];
  for (const [title, fragment, line, pattern] of wrong) {
    test(`findWorkflowProblems reports ${title} with its line`, () => {
      assert.ok(
        lintFragment(fragment).some(([at, message]) => at === line && pattern.test(message)),
        JSON.stringify(lintFragment(fragment)),
      );
    });
  }
});

suite('documents', () => {
  test('classifyYamlBlock recognizes documents by schema comment and by kind', () => {
    const named = classifyYamlBlock('# yaml-language-server: $schema=../schemas/dataset.json\na: 1\n');
    assert.deepEqual(named, { type: 'document', schema: 'dataset', value: { a: 1 } });
    const kind = classifyYamlBlock('kind: model\nname: x\n');
    assert.equal(kind.type === 'document' && kind.schema, 'model-partial');
  });

  test('findDocumentProblems validates documents with their schema', () => {
    assert.deepEqual(findDocumentProblems('dataset-partial', { dataset_info: { name: 'x' } }), []);
    assert.match(
      findDocumentProblems('dataset-partial', { dataset_info: { nme: 'x' } })[0] ?? '',
      /dataset_info/,
    );
    assert.deepEqual(findDocumentProblems('datset', {}), ['there is no schema datset']);
  });

  test('classifyYamlBlock reports invalid YAML with its line', () => {
    const block = classifyYamlBlock('a: 1\nb: [\n');
    assert.ok(block.type === 'invalid' && block.line >= 2, JSON.stringify(block));
  });
});
