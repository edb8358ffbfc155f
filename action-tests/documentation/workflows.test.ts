import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { parse, stringify } from 'yaml';
import { createRepositorySettings } from '../../sandbox/cli/act-files.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { createTemporaryFolder } from '../../sandbox/testing/temporary-folder.ts';
import { addReviewer, CheckedClient, formatDatasetDocument, mintDataset } from '../black-box/test-job.ts';
import { runAct } from '../workflows/act.ts';
import { INSTANCE, writeRun } from './guide-jobs.ts';
import { type Block, readBlocks } from './markdown.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** The quickstart's workflow has its own test. */
const QUICKSTART_WORKFLOW = '.github/workflows/provenance.yml';

interface Workflow {
  readonly on: string | Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, unknown>>;
}

/** The workflows of all pages; parts of workflows have no `jobs`. */
const documentedWorkflows = listPages()
  .flatMap(readBlocks)
  .filter(({ language, meta }) => language === 'yaml' && !meta.includes(QUICKSTART_WORKFLOW))
  .flatMap((block) => {
    const value: Partial<Workflow> | null = parse(block.text);
    const workflow = { on: 'workflow_dispatch', ...value };
    return value?.jobs ? [{ block, workflow: assumeType<Workflow>(workflow) }] : [];
  });

suite('workflows of the documentation, run by act', () => {
  let sandbox: Sandbox;
  const repository = createTemporaryFolder();
  /** A dataset that one workflow releases. */
  let dataset = '';
  before(async () => {
    sandbox = await startSandbox({ pace: 'fast' });
    dataset = await mintDataset(new CheckedClient(sandbox), sandbox.seed?.organisation ?? '');
    await addReviewer(sandbox, sandbox.seed?.person ?? '');
    cpSync(join(ROOT, 'examples'), repository, { recursive: true });
    for (const [file, text] of Object.entries(listFiles(sandbox, dataset))) {
      mkdirSync(join(repository, 'provena'), { recursive: true });
      writeFileSync(join(repository, file), text, { mode: 0o755 });
    }
  });
  after(() => sandbox.close());

  test('the documentation has at least five complete workflows', () => {
    assert.ok(documentedWorkflows.length >= 5, `${documentedWorkflows.length}`);
  });

  for (const { block, workflow } of documentedWorkflows) {
    test(formatLocation(block), async () => {
      const file = join(repository, 'documented.yml');
      writeFileSync(file, stringify({ ...workflow, env: { ...INSTANCE, ...workflow.env } }));
      const { vars, secrets } = createRepositorySettings(sandbox);
      const event = typeof workflow.on === 'string' ? workflow.on : Object.keys(workflow.on)[0];
      const run = await runAct({
        workflow: file,
        ...(event === undefined ? {} : { event }),
        vars: { ...vars, DATASET_ID: dataset, RELEASE_APPROVER: 'modeller' },
        ...(event === 'workflow_dispatch' ? { inputs: { 'dataset-id': dataset, decision: 'approve' } } : {}),
        secrets,
      });
      assert.equal(run.exitCode, 0, run.log);
      const results = run.jobs.map(({ id, result }) => [id, result]);
      const expected = Object.keys(workflow.jobs).map((id) => [id, 'success']);
      assert.deepEqual(results, expected, run.log);
    });
  }
});

/** Files that the workflow of the README uses. */
function listFiles({ seed }: Sandbox, dataset: string): Record<string, string> {
  if (!seed) throw new Error('these workflows need a seeded sandbox');
  const document = (kind: string, text: string) =>
    `# yaml-language-server: $schema=https://example.org/schemas/${kind}.json\n${text}`;
  return {
    'run-model': '#!/bin/sh\nmkdir -p "$2" && echo 1.75 > "$2/mean.txt"\n',
    'provena/results.yaml': document('dataset', formatDatasetDocument(seed.organisation, 'Results')),
    'provena/run.yaml': document('model-run', writeRun({ seed, dataset })),
  };
}

function listPages(): string[] {
  const guides = readdirSync(join(ROOT, 'docs/guides')).map((name) => `docs/guides/${name}`);
  const actions = readdirSync(join(ROOT, 'actions'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `actions/${name}/README.md`);
  return ['README.md', 'docs/quickstart.md', ...guides, ...actions];
}

function formatLocation({ file, line, section }: Block): string {
  return `${file}:${line} (${section})`;
}
