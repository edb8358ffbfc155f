import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { parse } from 'yaml';
import { useJob } from '../black-box/test-job.ts';
import { type Block, readBlocks } from './markdown.ts';

interface Step {
  readonly id?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

const quickstart = readBlocks('docs/quickstart.md');

test('the README shows the lineage that the quickstart draws in the job summary', async () => {
  const { runner, seed } = await useJob();
  const values: Readonly<Record<string, string>> = {
    organisation: seed.organisation,
    'workflow-template': seed.workflowTemplate,
    'input-template': seed.inputTemplate,
    'output-template': seed.outputTemplate,
  };
  const workflow = findFile('.github/workflows/provenance.yml').text.replaceAll(
    /\$\{\{ steps\.local\.outputs\.([\w-]+) .*?\}\}/g,
    (_, name: string) => values[name] ?? assert.fail(`the sandbox has no output ${name}`),
  );
  const { jobs }: { jobs: { mean: { steps: readonly Step[] } } } = parse(workflow);
  const record = jobs.mean.steps.findIndex(({ id }) => id === 'record');
  for (const { run } of jobs.mean.steps.slice(0, record))
    if (run !== undefined) execFileSync('bash', ['-c', run], { cwd: runner.workspace });
  const step = await runner.runStep('record-run', {
    with: jobs.mean.steps[record]?.with ?? assert.fail('the quickstart has no step with the id record'),
    files: Object.fromEntries(
      ['provena/readings.yaml', 'provena/run.yaml'].map((name) => [name, findFile(name).text]),
    ),
  });
  assert.equal(step.exitCode, 0, step.raw);
  const [, drawn = ''] = /^```mermaid\n(.*?)^```/ms.exec(step.summary) ?? assert.fail(step.summary);
  const shown = readBlocks('README.md').find(({ language }) => language === 'mermaid');
  assert.deepEqual(listLines(shown?.text ?? ''), listLines(drawn));
});

function findFile(name: string): Block {
  const block = quickstart.find(({ meta }) => meta === `file=${name}`);
  return block ?? assert.fail(`the quickstart has no file ${name}`);
}

/**
 * The sorted lines of a picture, with the text of each box in place of its key. Handles, and with them keys and order, depend
 * on which dataset is minted first. The README has no links to a sandbox's page.
 */
function listLines(mermaid: string): string[] {
  const text = mermaid.replaceAll(/^click .*\n/gm, '').replaceAll(/10378\.1\/\d+/g, '10378.1/…');
  const boxes = new Map([...text.matchAll(/^(n\d+)[[({]+"(.*?)"/gm)].map(([, key, box]) => [key, box]));
  return text
    .replaceAll(/\bn\d+\b/g, (key) => boxes.get(key) ?? key)
    .split('\n')
    .sort();
}
