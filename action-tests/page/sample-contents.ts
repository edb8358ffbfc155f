import type { Sandbox } from '../../sandbox/index.ts';
import { createRunRecord, mintDataset, registerRun, waitForJob } from '../../sandbox/testing/records.ts';
import { ApiClient } from '../../sandbox/testing/sandbox-support.ts';
import { waitUntil } from '../../sandbox/testing/wait-until.ts';

const ORGANISATION = '/registry/agent/organisation';
const MODEL = '/registry/entity/model';

/** Names that break a page which does not escape or wrap them. */
export const ODD_NAMES = {
  hostile: `<img src=x onerror="window.harmed=1"></title><script>window.harmed=1</script>"' onload=window.harmed=1`,
  long: 'Gezeitenkraftwerksbetriebsdatenauswertungsverfahren'.repeat(4),
  rightToLeft: 'مجموعة بيانات الشعاب المرجانية',
  pictures: '🪸🐠 Riff-Daten 👩🏽‍🔬 珊瑚礁データ',
};

/** Creates organisations with these names. @returns their handles */
export async function createOrganisations(caller: ApiClient, names: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) {
    const response = await caller.post('registry', `${ORGANISATION}/create`, { display_name: name, name });
    ids.push(response.text('created_item.id'));
  }
  return ids;
}

/** Creates a model, changes it twice and creates a second version. @returns the handles of both versions */
export async function createChangedModel(caller: ApiClient): Promise<[string, string]> {
  const info = {
    display_name: 'Reef growth',
    name: 'Reef growth',
    description: 'Growth of coral by temperature and light.',
    documentation_url: 'https://example.org/reef-growth',
    source_url: 'https://example.org/reef-growth.git',
  };
  const id = (await caller.post('registry', `${MODEL}/create`, info)).text('created_item.id');
  for (const [reason, description] of [
    ['Light was forgotten', 'Growth of coral by temperature, light and depth.'],
    ['Better words', 'How fast coral grows, by temperature, light and depth.'],
  ]) {
    await caller.put('registry', `${MODEL}/update`, { ...info, description }, { id, reason: reason ?? '' });
  }
  const version = await caller.post('registry', `${MODEL}/version`, { id, reason: 'Depth in metres' });
  return [id, version.text('new_version_id')];
}

/** Registers runs of which each writes the dataset that the next one reads. @returns the datasets in order */
export async function registerRunChain(
  caller: ApiClient,
  sandbox: Sandbox,
  length: number,
): Promise<string[]> {
  const datasets = [await mintDataset(caller, sandbox, { name: 'Observed series' })];
  for (let i = 1; i <= length; i++) {
    const datasetId = await mintDataset(caller, sandbox, { name: `Projection ${i}` });
    const [first] = Object(createRunRecord(sandbox, datasets.at(-1) ?? '')).inputs;
    const outputs = [
      {
        dataset_template_id: sandbox.seed?.outputTemplate,
        dataset_id: datasetId,
        dataset_type: 'DATA_STORE',
      },
    ];
    const record = createRunRecord(sandbox, datasetId, {
      display_name: `Run ${i}`,
      inputs: [first],
      outputs,
    });
    await registerRun(caller, record);
    datasets.push(datasetId);
  }
  return datasets;
}

/** Registers runs that read one dataset and write a dataset each, as in a parameter sweep. @returns the handle of the input */
export async function registerSweep(caller: ApiClient, sandbox: Sandbox, runs: number): Promise<string> {
  const input = await mintDataset(caller, sandbox, { name: 'Rainfall of all sites' });
  const [read] = Object(createRunRecord(sandbox, input)).inputs;
  const records: object[] = [];
  for (let i = 1; i <= runs; i++) {
    const datasetId = await mintDataset(caller, sandbox, { name: `Life table of site ${i}, result` });
    const [output] = Object(createRunRecord(sandbox, datasetId)).outputs;
    const start_time = 1_700_000_000 + i * 60;
    records.push(
      createRunRecord(sandbox, input, {
        display_name: `Life table of site ${i}`,
        annotations: { scenario: i % 2 === 0 ? 'warm' : 'cold', site: String(i) },
        inputs: [read],
        outputs: [output],
        start_time,
        end_time: start_time + 30,
      }),
    );
  }
  for (let i = 0; i < records.length; i += BATCH_SIZE)
    await registerBatch(caller, records.slice(i, i + BATCH_SIZE));
  return input;
}

/** The queue rejects messages that are too long. */
const BATCH_SIZE = 250;

async function registerBatch(caller: ApiClient, records: readonly object[]): Promise<void> {
  const launched = await caller.post('prov', '/model_run/register_batch', { records });
  const { batch_id } = Object((await waitForJob(caller, launched.text('session_id'))).body).job.result;
  const limit = records.length + 1;
  await waitUntil(async () => {
    const response = await caller.post('jobs', '/jobs/user/list_batch', { batch_id, limit });
    const { jobs } = Object(response.body);
    return (
      jobs.length === records.length && jobs.every(({ status }: { status: string }) => status === 'SUCCEEDED')
    );
  });
}

/** Requests access as a user without permissions, so that the administrators receive an email. */
export async function requestAccess(sandbox: Sandbox): Promise<void> {
  const nobody = new ApiClient(sandbox, 'nobody');
  const { report } = Object((await nobody.get('auth', '/access-control/user/generate-access-report')).body);
  report.components[0].component_roles[0].access_granted = true;
  await nobody.post('auth', '/access-control/user/request-change', report);
  await waitUntil(() => sandbox.outbox().length > 0);
}

/** Registers a run whose job fails, and one whose job does not end. @returns their sessions */
export async function createFailedJobs(
  caller: ApiClient,
  sandbox: Sandbox,
  dataset: string,
): Promise<[string, string]> {
  const launch = async (display_name: string) =>
    (
      await caller.post('prov', '/model_run/register', createRunRecord(sandbox, dataset, { display_name }))
    ).text('session_id');
  sandbox.injectFault({ fault: 'fail-job', times: 1 });
  const failing = await launch('A run that fails');
  await waitForJob(caller, failing);
  sandbox.injectFault({ fault: 'hang-job', times: 1 });
  const hanging = await launch('A run that never ends');
  return [failing, hanging];
}
