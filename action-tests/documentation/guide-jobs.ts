import type { Sandbox } from '../../sandbox/index.ts';
import { createModelRunDocument } from '../black-box/model-run.ts';

/** What the blocks of a guide need in the sandbox. */
export interface GuideContext {
  readonly seed: NonNullable<Sandbox['seed']>;
  /** A dataset of the user. */
  readonly dataset: string;
}

/** A job with the blocks of one section in order, among steps that the reader already has. */
export interface GuideJob {
  readonly section: string;
  /** Steps by the number of the block that they precede, from 0. */
  readonly before?: Readonly<Record<number, readonly unknown[]>>;
  /** Additional files of the repository by path. */
  readonly files?: (context: GuideContext) => Readonly<Record<string, string>>;
  /** Real values for values that the blocks invent. */
  readonly replace?: (context: GuideContext) => Readonly<Record<string, string>>;
  readonly event?: 'pull_request';
  /** Last value of an output by its name. */
  readonly outputs?: Readonly<Record<string, string>>;
  readonly log?: RegExp;
}

export const variable = (name: string): string => `\${{ vars.${name} }}`;
const secret = (name: string): string => `\${{ secrets.${name} }}`;
/** Connection settings that parts of workflows and short workflows leave out. */
export const INSTANCE = {
  PROVENA_ENDPOINTS: variable('PROVENA_ENDPOINTS'),
  PROVENA_S3_ENDPOINT: variable('PROVENA_S3_ENDPOINT'),
  PROVENA_OFFLINE_TOKEN: secret('PROVENA_OFFLINE_TOKEN'),
};

export const WRITE_RESULTS = { run: 'mkdir results && echo 1.75 > results/mean.csv' };
const WRITE_DATA = { run: 'mkdir data && echo 1.75 > data/levels.csv' };
const REGISTER_LIST = {
  id: 'register',
  uses: 'OWNER/REPO/actions/register-model-run@v1',
  with: {
    'model-run-file': 'records/*.jsonl',
    'model-run': `workflow_template_id: "${variable('WORKFLOW_TEMPLATE_ID')}"`,
  },
};
export const ADD_REVIEWER = {
  uses: 'OWNER/REPO/actions/call@v1',
  with: {
    method: 'datastore.review.addReviewer',
    arguments: `[${variable('PERSON_ID')}]`,
    confirm: true,
    'offline-token': secret('ADMIN_TOKEN'),
  },
};
const USE_ADMINISTRATOR = {
  run: 'echo "PROVENA_OFFLINE_TOKEN=$ADMIN" >> "$GITHUB_ENV"',
  env: { ADMIN: secret('ADMIN_TOKEN') },
};
export const REQUEST_RELEASE = {
  uses: 'OWNER/REPO/actions/request-release@v1',
  with: { 'dataset-id': variable('DATASET_ID'), approver: variable('RELEASE_APPROVER') },
};
export const APPROVE_RELEASE = {
  uses: 'OWNER/REPO/actions/decide-release@v1',
  with: { 'dataset-id': variable('DATASET_ID'), decision: 'approve' },
};

/** The sections of the guides with blocks that are steps of a job. */
export const GUIDES: Readonly<Record<string, readonly GuideJob[]>> = {
  'docs/migrate.md': [
    {
      section: 'Migrate from version-update-item-action',
      replace: ({ seed }) => ({ '10378.1/1234567': seed.model }),
      outputs: { version: '2', updated: 'true' },
    },
  ],
  'docs/guides/batches.md': [
    {
      section: 'A matrix',
      before: { 0: [REGISTER_LIST] },
      files: writeRecords,
      outputs: { status: 'succeeded', succeeded: '3' },
    },
    {
      section: 'Several runs in a matrix job',
      files: writeMembers,
      outputs: { status: 'succeeded', succeeded: '3' },
    },
    { section: 'A list', files: writeRecords, outputs: { status: 'succeeded', count: '2' } },
    {
      section: 'A table',
      before: { 1: [{ run: 'cat rows.csv >> runs.csv' }] },
      files: writeRows,
      outputs: { status: 'succeeded', 'model-run-ids': '["10378.1/1700014"]' },
    },
    {
      section: 'Wait for thousands of jobs',
      before: { 0: [REGISTER_LIST] },
      files: writeRecords,
      outputs: { status: 'succeeded', failed: '0' },
    },
  ],
  'docs/guides/large-results.md': [
    {
      section: 'Wait for many jobs',
      files: (context) => ({ 'runs.jsonl': Object.values(writeRecords(context)).join('') }),
      outputs: { status: 'succeeded', succeeded: '3' },
    },
    { section: 'Pass a file to the next step', outputs: { count: '1' } },
  ],
  'docs/guides/pull-requests.md': [
    { section: 'Validate against the server', event: 'pull_request', outputs: { problems: '0' } },
    { section: 'Show what would change', event: 'pull_request', outputs: { created: '4' } },
  ],
  'docs/guides/re-runs.md': [
    {
      section: 'Resume large uploads in a later attempt',
      before: { 0: [mintDataset('mint'), WRITE_RESULTS] },
      outputs: { uploaded: '1' },
    },
  ],
  'docs/guides/release-a-dataset.md': [
    {
      section: 'Before you start',
      before: { 0: [USE_ADMINISTRATOR] },
      replace: ({ seed }) => ({ '10378.1/1234567': seed.person }),
      log: /datastore\.review\.addReviewer/,
    },
    {
      section: 'Wait for the decision',
      before: { 0: [ADD_REVIEWER, REQUEST_RELEASE, APPROVE_RELEASE] },
      outputs: { decision: 'approved' },
    },
  ],
  'docs/guides/share-lineage.md': [
    {
      section: 'Export a lineage',
      replace: ({ dataset }) => ({ '10378.1/1234567': dataset }),
      outputs: { unreadable: '[]' },
    },
    {
      section: 'Export a crate',
      before: { 0: [mintDataset('dataset')], 1: [WRITE_RESULTS] },
      outputs: { uploaded: '1', profile: 'none' },
    },
  ],
  'docs/guides/corrections.md': [
    {
      section: 'Restore an earlier entry',
      replace: ({ seed }) => ({ '10378.1/1234567': seed.model }),
      log: /registry\.model\.revert returned/,
    },
    {
      section: 'Delete an item',
      before: { 0: [USE_ADMINISTRATOR] },
      replace: ({ dataset }) => ({ '10378.1/1234567': dataset }),
      log: /registry\.general\.delete returned/,
    },
  ],
  'docs/guides/versions.md': [
    { section: 'Version a dataset', before: { 0: [WRITE_DATA] }, outputs: { version: '2', uploaded: '1' } },
  ],
};

export function mintDataset(id: string): unknown {
  const organisation = `"${variable('ORGANISATION_ID')}"`;
  return {
    id,
    uses: 'OWNER/REPO/actions/mint-dataset@v1',
    with: {
      'metadata-file': 'provena/projection.yaml',
      metadata: `associations: { organisation_id: ${organisation} }
dataset_info: { name: Results, publisher_id: ${organisation} }`,
    },
  };
}

/** A complete document of a model run. */
export function writeRun({ seed, dataset }: GuideContext, name = 'Run 1'): string {
  const ids = { input: dataset, output: dataset };
  return `${JSON.stringify(createModelRunDocument({ seed }, ids, { display_name: name }))}\n`;
}

/** Two records as JSON Lines. */
function writeRecords(context: GuideContext): Record<string, string> {
  return { 'records/all.jsonl': writeRun(context) + writeRun(context, 'Run 2') };
}

/** Two members of an ensemble for `record-run`, and the command that runs them. */
function writeMembers({ seed }: GuideContext): Record<string, string> {
  const members = [1, 2].map((member) => ({
    display_name: `Member ${member}`,
    annotations: { scenario: `${member}` },
    outputs: [
      {
        dataset_template_id: seed.outputTemplate,
        path: `results/${member}/`,
        dataset: {
          $file: 'provena/projection.yaml',
          associations: { organisation_id: seed.organisation },
          dataset_info: { name: `Member ${member}`, publisher_id: seed.organisation },
        },
      },
    ],
  }));
  const command =
    'for member in 1 2; do mkdir -p "results/$member" && echo 1 > "results/$member/mean.csv"; done';
  return { 'members.json': JSON.stringify(members), 'run-members': `#!/bin/sh\n${command}\n` };
}

/** A row below the header of the table that the server generates. */
function writeRows({ dataset }: GuideContext): Record<string, string> {
  const times = ['2026-01-15 08:00:00+10:00', '2026-01-15 09:00:00+10:00'];
  const run = ['', 'Run 1', 'One member of the ensemble.', '', 'me', '', ...times];
  return { 'rows.csv': `${[...run, dataset, 'levels.csv', dataset, 'low', '', '', '', '', ''].join(',')}\n` };
}
