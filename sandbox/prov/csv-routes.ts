import { READ } from '../auth/roles.ts';
import { uploadedFile } from '../http/body.ts';
import { serverError, UnhandledServerError } from '../http/errors.ts';
import { attachment } from '../http/reply.ts';
import { type Route, route } from '../http/route.ts';
import { createSuccessStatus } from '../http/status.ts';
import type { Job } from '../jobs/job.ts';
import { text } from '../pydantic/scalars.ts';
import { MAX_PAGE_SIZE } from '../state/database.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { createLayout, findDuplicate, formatCsvLine, listHeaders } from './csv/columns.ts';
import { createBatchTable } from './csv/regenerate.ts';
import { createCachedReferences } from './references.ts';

const CSV = 'text/csv; charset=utf-8';

export function createCsvRoutes(state: SandboxState): Route[] {
  return [
    route(
      'GET',
      '/bulk/generate_template/csv',
      { roles: READ, query: { workflow_template_id: text() } },
      ({ query, user }) => {
        const headers = listHeaders(
          createLayout(query.workflow_template_id, createCachedReferences(state, user)),
        );
        const duplicate = findDuplicate(headers);
        if (duplicate !== undefined) throw serverError(`Two columns have the name "${duplicate}".`);
        return attachment(formatCsvLine(headers), 'test.csv', CSV);
      },
    ),
    route(
      'POST',
      '/bulk/convert_model_runs/csv',
      { roles: READ, form: 'csv_file', body: uploadedFile },
      async ({ body, user }) => {
        const { convertTable } = await import('./csv/convert.ts');
        const table = convertTable(await body.bytes(), createCachedReferences(state, user));
        return { status: createSuccessStatus('Converted.'), ...table };
      },
    ),
    route(
      'GET',
      '/bulk/regenerate_from_batch/csv',
      { roles: READ, query: { batch_id: text() } },
      ({ query, user }) => {
        const table = createBatchTable(
          listBatchJobs(state, query.batch_id, user.username),
          createCachedReferences(state, user),
        );
        return attachment(table, 'model_runs.csv', CSV);
      },
    ),
  ];
}

/** Newest first. @throws UnhandledServerError for a batch that is unknown or belongs to another user */
function listBatchJobs(state: SandboxState, batchId: string, username: string): Job[] {
  if (batchId === '') throw new UnhandledServerError('empty key');
  const { jobs } = state.jobs.page({ column: 'batch_id', value: batchId }, MAX_PAGE_SIZE, null);
  if (jobs.length === 0 || jobs.some((job) => job.username !== username))
    throw new UnhandledServerError('no such batch');
  return jobs;
}
