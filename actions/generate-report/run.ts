import type { Deps } from '../../src/shared/action/index.ts';
import type { Connection } from '../../src/shared/action/lifecycle/connection.ts';
import { writeFileAtomically } from '../../src/shared/action/runner/files/write-file.ts';
import { escapeMarkdown, formatLink, formatRow } from '../../src/shared/action/runner/markdown/markdown.ts';
import { awaitSessions } from '../../src/shared/action/waiting/await-sessions.ts';
import { UnexpectedResponseError } from '../../src/shared/client/index.ts';
import { formatBytes } from '../../src/shared/format-bytes.ts';
import { fetchDocument } from './fetch-document.ts';
import type { Inputs, OutputName } from './inputs.ts';
import { fetchReportSubject, toFileName } from './report-subject.ts';

/** Generates the report, waits for it and writes the document. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  const connection = await deps.connect();
  const call = { signal: deps.signal };
  const { id, subtype, name } = await fetchReportSubject(inputs.id, connection.provena, call);
  const request = { id, item_subtype: subtype, depth: inputs.depth };
  const report = await connection.provena.prov.generateReport(request, call);
  const document =
    report.kind === 'document'
      ? report.bytes
      : await awaitDocument(report.session_id, inputs.timeout, connection, deps);
  const target = inputs.path ?? toFileName(name, 'docx');
  const path = await writeFileAtomically(
    { path: target, input: 'path', workspace: deps.workspace },
    document,
  );
  deps.log.info(`Wrote the report of ${name} (${id}) to ${path}.`);
  deps.summary.add(
    formatRow({
      'report of': formatLink(name, connection.pages.item(id)),
      file: escapeMarkdown(target),
      size: formatBytes(document.length),
    }),
  );
  deps.setOutputs({ path, bytes: document.length });
}

/** Waits for the job that writes the document, and downloads it with the presigned link of the result. */
async function awaitDocument(
  session: string,
  timeoutSeconds: number,
  { provena, proxy }: Connection,
  deps: Deps<OutputName>,
): Promise<Uint8Array> {
  deps.log.info(`The server creates the report in job ${session}.`);
  deps.setOutputs({ 'session-id': session });
  const wait = { sessions: [session], follow: false, timeoutSeconds };
  const report = await awaitSessions(wait, provena, deps);
  const url = report.jobs[0]?.result?.['report_url'];
  if (typeof url === 'string' && URL.canParse(url)) return fetchDocument(url, proxy, deps);
  throw new UnexpectedResponseError(`job ${session} succeeded without a report_url in its result`);
}
