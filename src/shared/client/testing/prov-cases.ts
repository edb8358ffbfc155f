import type { ModelRunItem } from '../model/prov.ts';
import { createRowFactory, type MethodCase } from './method-case.ts';
import { getRecordedResponse } from './recorded-responses.ts';
import { ID, OTHER_ID, RECORD } from './samples.ts';

const row = createRowFactory('prov', 'prov', (p) => p.prov);
const admin = createRowFactory('prov.admin', 'prov', (p) => p.prov.admin);

const id = encodeURIComponent(ID);
const other = encodeURIComponent(OTHER_ID);
const REPORT = { id: ID, item_subtype: 'STUDY', depth: 2 } as const;
const UPDATE = { model_run_id: ID, reason: 'why', record: RECORD };
const DELETE = { record_id: ID, trial_mode: false };

/** A model run as the registry returned it; the schema of the fixture is checked at its use. */
const { item: RUN } = getRecordedResponse<{ item: ModelRunItem }>(
  'registry',
  'GET',
  '/registry/activity/model_run/fetch',
);

export const PROV_CASES: readonly MethodCase[] = [
  row((p) => p.registerModelRun(RECORD), 'POST /model_run/register', RECORD),
  row((p) => p.registerBatchModelRuns([RECORD]), 'POST /model_run/register_batch', {
    records: [RECORD],
  }),
  row((p) => p.updateModelRun(ID, 'why', RECORD), 'POST /model_run/update', UPDATE),
  row(
    (p) => p.linkToStudy(ID, OTHER_ID),
    `POST /model_run/edit/link_to_study?model_run_id=${id}&study_id=${other}`,
  ),
  row((p) => p.exploreUpstream(ID), `GET /explore/upstream?starting_id=${id}`),
  row((p) => p.exploreDownstream(ID, { depth: 3 }), `GET /explore/downstream?starting_id=${id}&depth=3`),
  ...(['contributingDatasets', 'effectedDatasets', 'contributingAgents', 'effectedAgents'] as const).map(
    (name) =>
      row(
        (p) => p[name](ID, { depth: 1 }),
        `GET /explore/special/${toSnakeCase(name)}?starting_id=${id}&depth=1`,
      ),
  ),
  row((p) => p.generateCsvTemplate(ID), `GET /bulk/generate_template/csv?workflow_template_id=${id}`),
  row((p) => p.convertModelRuns('a,b\r\n'), 'POST /bulk/convert_model_runs/csv'),
  row((p) => p.regenerateCsvFromModelRunBatch('b1'), 'GET /bulk/regenerate_from_batch/csv?batch_id=b1'),
  row((p) => p.generateReport(REPORT), 'POST /explore/generate/report', REPORT),
  admin((a) => a.storeRecord(RUN), 'POST /admin/store_record', RUN),
  admin(
    (a) => a.storeRecords([RUN], { validate: false }),
    'POST /admin/store_records?validate_record=false',
    [RUN],
  ),
  admin((a) => a.storeAllRegistryRecords(), 'POST /admin/store_all_registry_records'),
  admin((a) => a.registerModelRunSync(RECORD), 'POST /model_run/register_sync', RECORD),
  admin((a) => a.deleteModelRunProvenance(ID), 'POST /model_run/delete', DELETE),
  admin(
    (a) => a.deleteModelRunProvenanceAndRegistry(ID),
    ['POST /model_run/delete', `registry DELETE /registry/activity/model_run/delete?id=${id}`],
  ),
  admin((a) => a.clearGraph(), 'DELETE /graph/admin/clear'),
];

function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
