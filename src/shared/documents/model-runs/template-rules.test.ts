import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ModelRunRecord } from '../../client/index.ts';
import { checkWorkflowRules, type Workflow } from './template-rules.ts';

const WORKFLOW: Workflow = {
  input_templates: [{ template_id: 'in' }, { template_id: 'maybe', optional: true }],
  output_templates: [{ template_id: 'out', optional: false }],
  annotations: { required: ['scenario'] },
};
const TEMPLATES = new Map([
  ['in', { deferred_resources: [{ key: 'series' }, { key: 'notes', optional: true }] }],
  ['out', {}],
]);

const dataset = (template: string, resources?: Record<string, string>) => ({
  dataset_template_id: template,
  dataset_id: '10378.1/1',
  dataset_type: 'DATA_STORE' as const,
  ...(resources ? { resources } : {}),
});

const RECORD: ModelRunRecord = {
  workflow_template_id: 'w',
  inputs: [dataset('in', { series: 'a.csv' })],
  outputs: [dataset('out')],
  annotations: { scenario: '' },
  display_name: 'Run',
  description: 'A run.',
  associations: { modeller_id: '10378.1/2' },
  start_time: 1,
  end_time: 2,
};

function listProblems(change: Partial<ModelRunRecord>, workflow = WORKFLOW): string[] {
  return checkWorkflowRules({ ...RECORD, ...change }, workflow, TEMPLATES).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
}

suite('checkWorkflowRules', () => {
  const rows: readonly (readonly [
    what: string,
    change: Partial<ModelRunRecord>,
    lines: readonly string[],
  ])[] = [
    ['accepts a complete record', {}, []],
    ['accepts an optional dataset', { inputs: [...RECORD.inputs, dataset('maybe')] }, []],
    ['accepts an optional resource', { inputs: [dataset('in', { series: 'a', notes: 'b' })] }, []],
    [
      'accepts an output that follows a template of the inputs',
      { outputs: [dataset('out'), dataset('maybe')] },
      [],
    ],
    ['accepts further annotations', { annotations: { scenario: 'x', other: 'y' } }, []],
    [
      'reports a missing input',
      { inputs: [] },
      ['inputs: the workflow template requires a dataset of template in here'],
    ],
    [
      'reports an input among the outputs',
      { inputs: [], outputs: [dataset('out'), dataset('in', { series: 'a' })] },
      ['inputs: the workflow template requires a dataset of template in here'],
    ],
    [
      'reports a missing output',
      { outputs: [] },
      ['outputs: the workflow template requires a dataset of template out here'],
    ],
    [
      'reports a template of another workflow',
      { outputs: [dataset('out'), dataset('outt')] },
      [
        'outputs.1.dataset_template_id: "outt" is not a dataset template of the workflow template. Did you mean "out"? It has in, maybe, out',
      ],
    ],
    [
      'reports a missing resource',
      { inputs: [dataset('in')] },
      ['inputs.0.resources: the dataset template requires the path of the resource "series"'],
    ],
    [
      'reports an unknown resource',
      { inputs: [dataset('in', { series: 'a', serie: 'b' })] },
      [
        'inputs.0.resources.serie: is not a resource of the dataset template. Did you mean "series"? It has series, notes',
      ],
    ],
    [
      'reports a resource of a template without resources',
      { outputs: [dataset('out', { toString: 'b' })] },
      ['outputs.0.resources.toString: is not a resource of the dataset template. It has none'],
    ],
    [
      'reports a missing annotation',
      { annotations: { toString: 'x' } },
      ['annotations: the workflow template requires the annotation "scenario"'],
    ],
    [
      'reports missing annotations',
      { annotations: undefined },
      ['annotations: the workflow template requires the annotation "scenario"'],
    ],
  ];
  for (const [title, change, lines] of rows)
    test(`checkWorkflowRules ${title}`, () => assert.deepEqual(listProblems(change), lines));

  test('checkWorkflowRules accepts any record when the template requires nothing', () => {
    assert.deepEqual(listProblems({ inputs: [], outputs: [], annotations: undefined }, {}), []);
    assert.deepEqual(listProblems({ inputs: [], outputs: [dataset('x')] }, { annotations: null }), [
      'outputs.0.dataset_template_id: "x" is not a dataset template of the workflow template. It has none',
    ]);
  });
});
