import type { ApiClient, SandboxInfo, TestResponse } from './sandbox-support.ts';
import { waitUntil } from './wait-until.ts';

/** Minimal metadata of a dataset; `changes` replace fields of `dataset_info`. */
export function createDatasetMetadata(organisation: string | undefined, changes: object = {}) {
  return {
    associations: { organisation_id: organisation },
    approvals: { ethics_registration: {}, ethics_access: {}, indigenous_knowledge: {}, export_controls: {} },
    dataset_info: {
      name: 'Tide gauge readings',
      description: 'Hourly water level.',
      access_info: {},
      publisher_id: organisation,
      created_date: {},
      published_date: {},
      license: 'https://creativecommons.org/licenses/by/4.0/',
      ...changes,
    },
  };
}

/** Minimal metadata of a dataset of the seed's organisation. */
export function createSeedMetadata(sandbox: SandboxInfo, changes: object = {}): object {
  return createDatasetMetadata(sandbox.seed?.organisation, changes);
}

/** Mints a dataset. @returns its handle */
export async function mintDataset(
  caller: ApiClient,
  sandbox: SandboxInfo,
  changes: object = {},
): Promise<string> {
  return (
    await caller.post('datastore', '/register/mint-dataset', createSeedMetadata(sandbox, changes))
  ).text('handle');
}

/** A record of a model run with the template of the seed. */
export function createRunRecord(sandbox: SandboxInfo, dataset: string, changes: object = {}): object {
  const seed = sandbox.seed;
  return {
    workflow_template_id: seed?.workflowTemplate,
    inputs: [
      {
        dataset_template_id: seed?.inputTemplate,
        dataset_id: dataset,
        dataset_type: 'DATA_STORE',
        resources: { series: 'a.csv' },
      },
    ],
    outputs: [{ dataset_template_id: seed?.outputTemplate, dataset_id: dataset, dataset_type: 'DATA_STORE' }],
    annotations: { scenario: 'warm' },
    display_name: 'A run',
    description: 'For a test.',
    associations: { modeller_id: seed?.person },
    start_time: 1_700_000_000,
    end_time: 1_700_003_600,
    ...changes,
  };
}

/** Waits until a job has ended. @returns its row */
export function waitForJob(
  caller: ApiClient,
  session_id: string,
  path = '/jobs/user/fetch',
): Promise<TestResponse> {
  return waitUntil(async () => {
    const response = await caller.get('jobs', path, { session_id });
    return ['SUCCEEDED', 'FAILED'].includes(response.text('job.status')) && response;
  });
}

/** Registers a run and waits for its job. @returns its handle */
export async function registerRun(caller: ApiClient, record: object): Promise<string> {
  const session = (await caller.post('prov', '/model_run/register', record)).text('session_id');
  return (await waitForJob(caller, session)).text('job.result.record.id');
}

/** Creates a person for a user and links the user to it. @returns the handle of the person */
export async function createLinkedPerson(caller: ApiClient, name: string): Promise<string> {
  const info = { display_name: name, first_name: name, last_name: name, email: `${name}@example.org` };
  const creation = await caller.post('registry', '/registry/agent/person/create', {
    ...info,
    ethics_approved: true,
  });
  const person_id = creation.text('created_item.id');
  await caller.post('auth', '/link/user/assign', { person_id });
  return person_id;
}
