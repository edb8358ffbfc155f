import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { parse, stringify } from 'yaml';
import { createRepositorySettings } from '../../sandbox/cli/act-files.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { createTemporaryFolder } from '../../sandbox/testing/temporary-folder.ts';
import { addReviewer, CheckedClient, mintDataset } from '../black-box/test-job.ts';
import { runAct } from '../workflows/act.ts';
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
    for (const [file, text] of Object.entries(await workspaceFiles(sandbox))) {
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

/** Connection settings that the documented workflows leave out. */
const INSTANCE = {
  PROVENA_ENDPOINTS: expression('vars.PROVENA_ENDPOINTS'),
  PROVENA_S3_ENDPOINT: expression('vars.PROVENA_S3_ENDPOINT'),
  PROVENA_OFFLINE_TOKEN: expression('secrets.PROVENA_OFFLINE_TOKEN'),
};

function expression(text: string): string {
  return `\${{ ${text} }}`;
}

/** Files that the workflow of the README uses. */
async function workspaceFiles(sandbox: Sandbox): Promise<Record<string, string>> {
  const { seed } = sandbox;
  if (!seed) throw new Error('these workflows need a seeded sandbox');
  const { organisation, workflowTemplate, inputTemplate } = seed;
  const input = await mintDataset(new CheckedClient(sandbox), organisation);
  return {
    'run-model': '#!/bin/sh\nmkdir -p "$2" && echo 1.75 > "$2/mean.txt"\n',
    'provena/results.yaml': document('dataset', {
      associations: { organisation_id: organisation },
      approvals: {
        ethics_registration: {},
        ethics_access: {},
        indigenous_knowledge: {},
        export_controls: {},
      },
      dataset_info: {
        name: 'Results',
        description: 'What the model gave.',
        access_info: {},
        publisher_id: organisation,
        created_date: {},
        published_date: {},
        license: 'https://creativecommons.org/licenses/by/4.0/',
      },
    }),
    'provena/run.yaml': document('model-run-partial', {
      workflow_template_id: workflowTemplate,
      display_name: 'A run',
      description: 'A run of the model.',
      annotations: { scenario: 'baseline' },
      associations: { modeller_id: 'me' },
      start_time: 'now',
      end_time: 'now',
      inputs: [{ dataset_template_id: inputTemplate, dataset_id: input, resources: { series: 'a.csv' } }],
    }),
  };
}

function document(schema: string, value: unknown): string {
  return `# yaml-language-server: $schema=https://example.org/schemas/${schema}.json\n${stringify(value)}`;
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
