import { json } from '../http/response.ts';
import type { Call, CallOptions, CreateOptions } from '../http/route.ts';
import { post, routes } from '../http/routes.ts';
import type { ModelRunRecord } from '../model/model-run-record.ts';
import { AcceptedJob, Session, StudyLinkResult } from '../model/prov.ts';
import { type AccessChecks, createAccessChecks } from '../service-routes.ts';
import { createProvAdmin, type ProvAdmin } from './admin.ts';
import { createCsvMethods } from './csv.ts';
import { createLineageMethods } from './explore.ts';
import { createReportMethods } from './report.ts';

const route = routes('prov', 'prov', {
  registerModelRun: post('/model_run/register', 'write', 'create', json(AcceptedJob)),
  registerBatchModelRuns: post('/model_run/register_batch', 'write', 'create', json(AcceptedJob)),
  updateModelRun: post('/model_run/update', 'write', 'never', json(Session)),
  linkToStudy: post('/model_run/edit/link_to_study', 'write', 'never', json(StudyLinkResult), {
    adviceOn500: 'check that the user may change the model run',
  }),
});

/** Model runs and the provenance graph. */
export interface Prov
  extends AccessChecks,
    ReturnType<typeof createModelRunMethods>,
    ReturnType<typeof createLineageMethods>,
    ReturnType<typeof createCsvMethods>,
    ReturnType<typeof createReportMethods> {
  /** Operations for administrators. */
  readonly admin: ProvAdmin;
}

export function createProv(call: Call): Prov {
  return {
    ...createAccessChecks(call, 'prov', 'prov'),
    ...createModelRunMethods(call),
    ...createLineageMethods(call),
    ...createCsvMethods(call),
    ...createReportMethods(call),
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
  };
}
