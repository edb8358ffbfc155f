import type { Connection } from '../../src/shared/action/connection.ts';
import { bytes as asSize } from '../../src/shared/action/data/words.ts';
import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import { fetchLink } from '../../src/shared/action/report/fetch-link.ts';
import { fileNameOf, reportSubject } from '../../src/shared/action/report/subject.ts';
import { link, literal, table } from '../../src/shared/action/runner/markdown.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs.ts';
import { writeFileWhole } from '../../src/shared/action/runner/write-file.ts';
import { waitForJobs } from '../../src/shared/action/waiting/wait-for-jobs.ts';
import { judge } from '../../src/shared/action/waiting/wait-verdict.ts';
import { NotUnderstoodError } from '../../src/shared/client/index.ts';
import type { outputs as names, inputs as schema } from './inputs.ts';

type Name = (typeof names)[number];

/** Has the report written, waits for it, and puts it where it is wanted. */
export async function run(inputs: InputsOf<typeof schema>, deps: Deps<Name>): Promise<Outputs<Name>> {
  const connection = await deps.connect();
  const call = { signal: deps.signal };
  const { id, subtype, name } = await reportSubject(inputs.id, connection.provena, call);
  const request = { id, item_subtype: subtype, depth: inputs.depth };
  const report = await connection.provena.prov.generateReport(request, call);
  const document =
    report.kind === 'document'
      ? report.bytes
      : await awaited(report.session_id, inputs.timeout, connection, deps);
  const target = inputs.path ?? fileNameOf(name, 'docx');
  const path = await writeFileWhole({ path: target, input: 'path', workspace: deps.workspace }, document);
  deps.log.info(`The report of ${name} (${id}) is in ${path}.`);
  deps.summary.add(
    table(
      ['report of', 'file', 'size'],
      [[link(name, connection.pages.item(id)), literal(target), asSize(document.length)]],
    ),
  );
  return { path, bytes: document.length };
}

/** The document that a job writes; the link to it opens without a token. */
async function awaited(
  session: string,
  timeoutSeconds: number,
  { provena, proxy }: Connection,
  deps: Deps<Name>,
): Promise<Uint8Array> {
  deps.output({ 'session-id': session });
  const { log, signal } = deps;
  const wait = { sessions: [session], follow: false, timeoutSeconds };
  const report = await waitForJobs(wait, provena, { log, signal, output: () => {} });
  judge(report, 'any');
  const url = report.jobs[0]?.result?.['report_url'];
  if (typeof url === 'string' && URL.canParse(url)) return fetchLink(url, { proxy, signal, log });
  throw new NotUnderstoodError(`the job ${session} has succeeded, and its result has no report_url`);
}
