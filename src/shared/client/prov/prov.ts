import { type Download, download, isJson, json, type ResponseReader, text } from '../http/response.ts';
import type { Call, CallOptions, CreateOptions } from '../http/route.ts';
import { get, post, routes } from '../http/routes.ts';
import type { ModelRunRecord } from '../model/model-run-record.ts';
import {
  AcceptedJob,
  ConversionResult,
  type ReportRequest,
  Session,
  StudyLinkResult,
} from '../model/prov.ts';
import { type AccessChecks, createAccessChecks } from '../service-routes.ts';
import { createProvAdmin, type ProvAdmin } from './admin.ts';
import { createLineageMethods } from './explore.ts';

/** The job that creates the report, or, from older servers, the Word document. */
export type Report =
  | { readonly kind: 'job'; readonly session_id: string }
  | ({ readonly kind: 'document' } & Download);

const session = json(Session);
const jobOrDocument: ResponseReader<Report> = (response) =>
  isJson(response)
    ? { kind: 'job', session_id: session(response).session_id }
    : { kind: 'document', ...download(response) };

const route = routes('prov', 'prov', {
  registerModelRun: post('/model_run/register', 'write', 'create', json(AcceptedJob)),
  registerBatchModelRuns: post('/model_run/register_batch', 'write', 'create', json(AcceptedJob)),
  updateModelRun: post('/model_run/update', 'write', 'never', json(Session)),
  linkToStudy: post('/model_run/edit/link_to_study', 'write', 'never', json(StudyLinkResult), {
    adviceOn500: 'check that the user may change the model run',
  }),
  generateCsvTemplate: get('/bulk/generate_template/csv', 'read', text),
  convertModelRuns: post('/bulk/convert_model_runs/csv', 'read', 'safe', json(ConversionResult)),
  regenerateCsvFromModelRunBatch: get('/bulk/regenerate_from_batch/csv', 'read', text, {
    adviceOn500: 'check the id of the batch',
  }),
  generateReport: post('/explore/generate/report', 'read', 'safe', jobOrDocument),
});

/** Model runs and the provenance graph. */
export interface Prov
  extends AccessChecks,
    ReturnType<typeof createModelRunMethods>,
    ReturnType<typeof createLineageMethods>,
    ReturnType<typeof createCsvMethods> {
  /** Operations for administrators. */
  readonly admin: ProvAdmin;
}

export function createProv(call: Call): Prov {
  return {
    ...createAccessChecks(call, 'prov', 'prov'),
    ...createModelRunMethods(call),
    ...createLineageMethods(call),
    ...createCsvMethods(call),
    admin: createProvAdmin(call),
  };
}

function createModelRunMethods(call: Call) {
  return {
    /**
     * Validates a model run and launches a job that registers it; the run's handle is in the job's `result.record.id`.
     * `POST /model_run/register`
     * @throws RequestRejectedError if the record does not fit its workflow template or refers to an item that does not
     * exist.
     */
    registerModelRun: <Recovered = never>(
      record: ModelRunRecord,
      options?: CreateOptions<Recovered>,
    ): Promise<AcceptedJob | Recovered> => call(route.registerModelRun, { body: record }, options),
    /**
     * Launches a job for many model runs; its `result.batch_id` is the batch with the job of each run.
     * `POST /model_run/register_batch`
     */
    registerBatchModelRuns: <Recovered = never>(
      records: readonly ModelRunRecord[],
      options?: CreateOptions<Recovered>,
    ): Promise<AcceptedJob | Recovered> => call(route.registerBatchModelRuns, { body: { records } }, options),
    /** Replaces the record of a model run, by a job. `POST /model_run/update` */
    updateModelRun: (
      modelRunId: string,
      reason: string,
      record: ModelRunRecord,
      options?: CallOptions,
    ): Promise<Session> =>
      call(route.updateModelRun, { body: { model_run_id: modelRunId, reason, record } }, options),
    /**
     * Makes a model run part of a study: the registry at once, the graph by a job. `POST /model_run/edit/link_to_study`
     * @throws RequestRejectedError if the run already has a study; the server may not notice this for a minute.
     */
    linkToStudy: (modelRunId: string, studyId: string, options?: CallOptions): Promise<StudyLinkResult> =>
      call(route.linkToStudy, { query: { model_run_id: modelRunId, study_id: studyId } }, options),
    /**
     * A close-out report of a model run or a study. Current servers create it in a job whose `result.report_url` works
     * without a token; older servers respond with the document. `POST /explore/generate/report`
     */
    generateReport: (request: ReportRequest, options?: CallOptions): Promise<Report> =>
      call(route.generateReport, { body: request }, options),
  };
}

/** Model runs as rows of a table. Does not access the disk. */
function createCsvMethods(call: Call) {
  return {
    /** An empty table for runs of a workflow: one row of headers, CRLF. `GET /bulk/generate_template/csv` */
    generateCsvTemplate: (workflowTemplateId: string, options?: CallOptions): Promise<string> =>
      call(route.generateCsvTemplate, { query: { workflow_template_id: workflowTemplateId } }, options),
    /**
     * Parses the records of a table, as text or UTF-8 bytes; registers nothing. `POST /bulk/convert_model_runs/csv`
     * @throws RequestRejectedError for the first invalid row.
     */
    convertModelRuns: (table: string | Uint8Array, options?: CallOptions): Promise<ConversionResult> => {
      const bytes = removeByteOrderMark(typeof table === 'string' ? Buffer.from(table) : table);
      const form = new FormData();
      form.set('csv_file', new File([bytes], 'model-runs.csv', { type: 'text/csv' }));
      return call(route.convertModelRuns, { form }, options);
    },
    /** The runs of a batch as a table, with the result of each. `GET /bulk/regenerate_from_batch/csv` */
    regenerateCsvFromModelRunBatch: (batchId: string, options?: CallOptions): Promise<string> =>
      call(route.regenerateCsvFromModelRunBatch, { query: { batch_id: batchId } }, options),
  };
}

/** The byte-order mark of spreadsheets, which the server would read as a part of the first header. */
function removeByteOrderMark(bytes: Uint8Array): Uint8Array {
  const hasByteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return hasByteOrderMark ? bytes.subarray(3) : bytes;
}
