import { type Download, download, isJson, json, type ResponseReader } from '../http/response.ts';
import type { Call, CallOptions } from '../http/route.ts';
import { post, routes } from '../http/routes.ts';
import { type ReportRequest, Session } from '../model/prov.ts';

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
  generateReport: post('/explore/generate/report', 'read', 'safe', jobOrDocument),
});

export function createReportMethods(call: Call) {
  return {
    /**
     * A close-out report of a model run or a study. Current servers create it in a job whose `result.report_url` works
     * without a token; older servers respond with the document. `POST /explore/generate/report`
     */
    generateReport: (request: ReportRequest, options?: CallOptions): Promise<Report> =>
      call(route.generateReport, { body: request }, options),
  };
}
