import { Crash, serverError } from '../http/refusal.ts';
import { attachment } from '../http/reply.ts';
import { type Route, route, uploadRoute } from '../http/route.ts';
import type { Job } from '../jobs/job.ts';
import { done } from '../not-done.ts';
import { text } from '../pydantic/scalars.ts';
import { READ } from '../roles.ts';
import type { World } from '../world.ts';
import { createLayout, findDuplicate, formatCsvLine, listHeaders } from './csv/columns.ts';
import type { ReferenceCache } from './references.ts';

const CSV = 'text/csv; charset=utf-8';

/** Model runs by the sheet. */
export function csvRoutes(world: World, memo: ReferenceCache): Route[] {
  return [
    route('GET', '/bulk/generate_template/csv', {
      roles: READ,
      query: { workflow_template_id: text() },
      answer({ query, user }) {
        const headers = listHeaders(createLayout(query.workflow_template_id, memo.for(user)));
        const twice = findDuplicate(headers);
        if (twice !== undefined) throw serverError(`Two columns would be called "${twice}".`);
        return attachment(formatCsvLine(headers), 'test.csv', CSV);
      },
    }),
    uploadRoute('/bulk/convert_model_runs/csv', {
      roles: READ,
      field: 'csv_file',
      async answer({ file, user }) {
        const { convertSheet } = await import('./csv/convert.ts');
        return { status: done('Converted.'), ...convertSheet(file, memo.for(user)) };
      },
    }),
    route('GET', '/bulk/regenerate_from_batch/csv', {
      roles: READ,
      query: { batch_id: text() },
      async answer({ query, user }) {
        const { createBatchSheet: sheetOfBatch } = await import('./csv/regenerate.ts');
        const sheet = sheetOfBatch(listBatchJobs(world, query.batch_id, user.username), memo.for(user));
        return attachment(sheet, 'model_runs.csv', CSV);
      },
    }),
  ];
}

/** Newest first. @throws Crash for a batch that is unknown or somebody else's */
function listBatchJobs(world: World, batchId: string, username: string): Job[] {
  if (batchId === '') throw new Crash('empty key');
  const { jobs } = world.jobs.page({ column: 'batch_id', value: batchId }, Number.MAX_SAFE_INTEGER, null);
  if (jobs.length === 0 || jobs.some((job) => job.username !== username)) throw new Crash('no such batch');
  return jobs;
}
