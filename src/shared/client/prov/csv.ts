import { json, text } from '../http/response.ts';
import type { Call, CallOptions } from '../http/route.ts';
import { get, post, routes } from '../http/routes.ts';
import { ConversionResult } from '../model/prov.ts';

const route = routes('prov', 'prov', {
  generateCsvTemplate: get('/bulk/generate_template/csv', 'read', text),
  convertModelRuns: post('/bulk/convert_model_runs/csv', 'read', 'safe', json(ConversionResult)),
  regenerateCsvFromModelRunBatch: get('/bulk/regenerate_from_batch/csv', 'read', text, {
    adviceOn500: 'check the id of the batch',
  }),
});

/** Model runs as rows of a table. Does not access the disk. */
export function createCsvMethods(call: Call) {
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
