import { buffer } from 'node:stream/consumers';
import type { TestJob } from './test-job.ts';
import { replaceService } from './test-servers.ts';

/**
 * A proxy of the job API with its own report link, which responds with the given statuses in order. A status of 3xx
 * redirects to another host.
 */
export async function startReportServer(job: Pick<TestJob, 'sandbox'>, statuses: readonly number[]) {
  const authorizations: (string | undefined)[] = [];
  const server = await replaceService(job, 'jobs', async (request, response) => {
    if (request.url?.startsWith('/reports/')) {
      authorizations.push(request.headers.authorization);
      const status = statuses[authorizations.length - 1] ?? 500;
      const isRedirect = status >= 300 && status < 400;
      const headers = isRedirect ? { location: 'http://elsewhere.example.org/r.docx' } : {};
      return void response.writeHead(status, headers).end('PK linked');
    }
    const body = request.method === 'POST' ? await buffer(request) : undefined;
    const { authorization = '' } = request.headers;
    const headers = { authorization, 'content-type': 'application/json' };
    const reply = await fetch(`${job.sandbox.endpoints.jobs}${request.url}`, {
      method: request.method ?? 'GET',
      headers,
      ...(body ? { body } : {}),
    });
    const text = (await reply.text()).replace(/"report_url": ?"[^"]*"/, `"report_url":"${link}"`);
    return void response.writeHead(reply.status, { 'content-type': 'application/json' }).end(text);
  });
  const link = `${server.url}/reports/r.docx?X-Amz-Signature=0123456789abcdef`;
  return { ...server, link, authorizations };
}
