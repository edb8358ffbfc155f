import { openDatasetObjects } from '../../action-tests/black-box/dataset-objects.ts';
import {
  createChangedModel,
  createFailedJobs,
  createOrganisations,
  ODD_NAMES,
  registerRunChain,
  registerSweep,
  requestAccess,
} from '../../action-tests/page/sample-contents.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { ApiClient } from '../../sandbox/testing/sandbox-support.ts';

/** Starts a sandbox with content for every page. @returns the paths of its pages by name. */
export async function startFilledSandbox() {
  const sandbox = await startSandbox({ pace: 'instant' });
  const modeller = new ApiClient(sandbox, 'modeller');
  await createOrganisations(
    modeller,
    Array.from({ length: 1000 }, (_, i) => `Institute ${i + 1}`),
  );
  const [hostile, long, rightToLeft, pictures] = await createOrganisations(
    modeller,
    Object.values(ODD_NAMES),
  );
  const [model] = await createChangedModel(modeller);
  const datasets = await registerRunChain(modeller, sandbox, 60);
  const [dataset = '', , , projection] = datasets;
  await (await openDatasetObjects({ sandbox }, dataset)).put({
    'readme.md': '# Observed series\n',
    'series/co2.csv': 'month,ppm\n'.repeat(5000),
    'مجلد/صورة 🪸.txt': 'x',
  });
  await requestAccess(sandbox);
  const [failed, hanging] = await createFailedJobs(modeller, sandbox, dataset);
  const sweep = await registerSweep(modeller, sandbox, 300);
  await modeller.post('auth', '/groups/admin/add_group', {}); // is rejected
  const body = { id: sandbox.seed?.study, item_subtype: 'STUDY', depth: 1 };
  const reported = (await modeller.post('prov', '/explore/generate/report', body)).text('session_id');
  const paths = {
    start: '/',
    items: '/items',
    'items-datasets': '/items?kind=DATASET',
    'items-none': '/items?name=nothing-is-called-this',
    'item-hostile': `/items/${hostile}`,
    'item-long': `/items/${long}`,
    'item-right-to-left': `/items/${rightToLeft}`,
    'item-pictures': `/items/${pictures}`,
    'item-model': `/items/${model}`,
    'item-dataset': `/items/${dataset}`,
    lineage: `/lineage/${projection}`,
    'lineage-deep': `/lineage/${datasets.at(-1)}?depth=10`,
    'lineage-chain': `/lineage/${datasets.at(-1)}?depth=200`,
    'lineage-wide': `/lineage/${sandbox.seed?.model}?depth=3`,
    'lineage-data': `/lineage/${datasets.at(12)}?depth=10&of=data`,
    'lineage-sweep': `/lineage/${sweep}`,
    'lineage-sweep-open': `/lineage/${sweep}?open=${await findRun(sandbox.web, sweep)}`,
    jobs: '/jobs',
    'job-failed': `/jobs/${failed}`,
    'job-hanging': `/jobs/${hanging}`,
    'jobs-failed': '/jobs?status=FAILED',
    'job-report': `/jobs/${reported}`,
    requests: '/requests',
    'requests-rejected': '/requests?service=auth',
    users: '/users',
    emails: '/emails',
    'not-found': '/nothing-here',
  };
  return { paths, web: sandbox.web, close: () => sandbox.close() };
}

/** The id of the group of runs in the picture of a lineage. */
async function findRun(web: string, dataset: string): Promise<string> {
  const text = await (await fetch(`${web}/lineage/${dataset}`)).text();
  return /open=([^"]+)" class="node kind-model-run/.exec(text)?.[1] ?? '';
}
