import assert from 'node:assert/strict';
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { parse, stringify } from 'yaml';
import { createRepositorySettings } from '../../sandbox/cli/act-files.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { CheckedClient, mintDataset } from '../black-box/test-job.ts';
import { runAct } from '../workflows/act.ts';
import type { ActRun } from '../workflows/act-run.ts';
import { GUIDES, type GuideContext, type GuideJob, INSTANCE } from './guide-jobs.ts';
import { type Block, readBlocks } from './markdown.ts';
import { READMES } from './readme-jobs.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const EXAMPLES = join(ROOT, 'examples');
const CHECKOUT = { uses: 'actions/checkout@v7' };

const JOBS = { ...GUIDES, ...READMES };

suite('parts of workflows in guides and READMEs, run by act', () => {
  let sandbox: Sandbox;
  let context: GuideContext;
  before(async () => {
    sandbox = await startSandbox({ pace: 'fast' });
    const { seed } = sandbox;
    if (!seed) throw new Error('the guides need a seeded sandbox');
    context = { seed, dataset: await mintDataset(new CheckedClient(sandbox), seed.organisation) };
    await sandbox.snapshot('prepared');
  });
  after(() => sandbox.close());

  async function runJob(page: string, job: GuideJob): Promise<ActRun> {
    await sandbox.reset('prepared');
    const repository = mkdtempSync(join(tmpdir(), 'guide-'));
    try {
      cpSync(EXAMPLES, repository, { recursive: true, filter: (path) => !path.includes('node_modules') });
      for (const [file, text] of Object.entries(job.files?.(context) ?? {})) {
        mkdirSync(dirname(join(repository, file)), { recursive: true });
        writeFileSync(join(repository, file), text, { mode: 0o755 });
      }
      const file = join(repository, 'guide.yml');
      writeFileSync(file, completeWorkflow(page, job, context));
      const { vars, secrets } = createRepositorySettings(sandbox);
      return await runAct({
        workflow: file,
        ...(job.event ? { event: job.event, payload: OWN_PULL_REQUEST } : {}),
        vars: {
          ...vars,
          DATASET_ID: context.dataset,
          PERSON_ID: context.seed.person,
          RELEASE_APPROVER: 'modeller',
        },
        secrets: { ...secrets, ADMIN_TOKEN: sandbox.users.admin.offlineToken },
      });
    } finally {
      rmSync(repository, { recursive: true, force: true });
    }
  }

  for (const [page, jobs] of Object.entries(JOBS)) {
    for (const job of jobs) {
      test(`${page} (${job.section})`, async () => {
        const run = await runJob(page, job);
        assert.equal(run.exitCode, 0, run.log);
        assert.deepEqual(lastOutputs(run, Object.keys(job.outputs ?? {})), job.outputs ?? {}, run.log);
        if (job.log) assert.match(run.log, job.log);
      });
    }
  }

  test('every part of a workflow in a guide or README is run', () => {
    const pages = ['docs/migrate.md', 'docs/guides/*.md', 'actions/*/README.md'].flatMap((pattern) =>
      globSync(pattern, { cwd: ROOT }),
    );
    const missing = pages.flatMap((page) =>
      listSections(page).flatMap(([section]) =>
        JOBS[page]?.some((job) => job.section === section) ? [] : `${page} (${section})`,
      ),
    );
    assert.deepEqual(missing, []);
  });
});

/** The last value of each output. */
function lastOutputs(run: ActRun, names: readonly string[]): Record<string, string | undefined> {
  const entries = names.map((name) => [name, run.outputs.findLast((output) => output.name === name)?.value]);
  return Object.fromEntries(entries);
}

/** A pull request of the repository itself. */
const OWN_PULL_REQUEST = {
  pull_request: { number: 1, head: { repo: { full_name: 'reef/co2-scenarios' } }, base: { ref: 'main' } },
};

/** The blocks of a page that are steps, by section; quoted blocks are run as part of their example. */
function listSections(page: string): [string, Block[]][] {
  const blocks = readBlocks(page).filter(
    ({ language, note, text }) =>
      language === 'yaml' && !note.startsWith('part of ') && Array.isArray(parse(text)),
  );
  return Object.entries(
    assumeType<Record<string, Block[]>>(Object.groupBy(blocks, (block) => block.section)),
  );
}

/** Builds a workflow of one job with the steps of a section. */
function completeWorkflow(page: string, job: GuideJob, context: GuideContext): string {
  const section = listSections(page).find(([name]) => name === job.section);
  const blocks = section?.[1] ?? assert.fail(`${page} has no part of a workflow in "${job.section}"`);
  const replaced = Object.entries(job.replace?.(context) ?? {});
  const steps = blocks.flatMap(({ text }, number) => {
    for (const [invented] of replaced) assert.ok(text.includes(invented), `${invented} is not in ${text}`);
    const real = replaced.reduce((result, [invented, value]) => result.replaceAll(invented, value), text);
    const own = assumeType<{ readonly uses?: string }[]>(parse(real)).filter(
      // A page shows the step of Provena's own action before it is replaced.
      ({ uses }) => !uses?.startsWith('provena/'),
    );
    return [...(job.before?.[number] ?? []), ...own];
  });
  return stringify({
    on: job.event ?? 'workflow_dispatch',
    env: INSTANCE,
    jobs: { guide: { 'runs-on': 'ubuntu-latest', steps: [CHECKOUT, ...steps] } },
  });
}
