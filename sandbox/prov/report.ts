import { JobFailedError, type JobOutcome } from '../jobs/job.ts';
import type { PayloadOf } from '../jobs/sub-types.ts';
import type { Subtype } from '../registry/models/subtypes.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { findLineageLinks } from './lineage.ts';
import type { Report, ReportItem } from './report-document.ts';

/** Lifetime of the URL of a report. */
const LINK_SECONDS = 10_800;

/** Writes the report of a run or a study to the store as a Word file. @returns a URL that needs no token */
export async function generateReport(
  state: SandboxState,
  request: PayloadOf<'GENERATE_REPORT'>,
): Promise<JobOutcome> {
  const report = collectReport(state, request.id, request.item_subtype, request.depth);
  const { writeReport } = await import('./report-document.ts');
  const fileName = `generate_report_${state.clock.seconds()}.docx`;
  const key = `reports/${fileName}`;
  state.files.put(key, await writeReport(report));
  const report_url = state.files.presignGet({
    key,
    expiresInSeconds: LINK_SECONDS,
    responseContentDisposition: `attachment; filename=${fileName}`,
  });
  return { result: { report_url } };
}

/** @throws JobFailedError for other kinds of items, seeds and unknown ids */
function collectReport(state: SandboxState, id: string, subtype: Subtype, depth: number): Report {
  if (subtype !== 'MODEL_RUN' && subtype !== 'STUDY')
    throw new JobFailedError('Unsupported item subtype for validation.');
  const subject = getReportItem(state, id);
  if (subject?.subtype !== subtype)
    throw new JobFailedError(
      `Validation error with provided ${subtype}: there is no complete item with the id ${id}.`,
    );
  const runs = subtype === 'MODEL_RUN' ? [id] : listRunsOfStudy(state, id);
  const above = new Set(runs.flatMap((run) => [run, ...findNeighbours(state, run, 'upstream', depth)]));
  const below = new Set(runs.flatMap((run) => findNeighbours(state, run, 'downstream', 1)));
  const items = (ids: Set<string>) => [...ids].flatMap((one) => getReportItem(state, one) ?? []);
  const inputs = items(above).filter((one) => one.subtype === 'MODEL' || one.subtype === 'DATASET');
  const outputs = items(below).filter((one) => one.subtype === 'DATASET');
  return { subject, inputs, runs: items(above).filter((one) => one.subtype === 'MODEL_RUN'), outputs };
}

function listRunsOfStudy(state: SandboxState, studyId: string): string[] {
  return findNeighbours(state, studyId, 'downstream', 1).filter(
    (id) => state.graph.node(id)?.item_subtype === 'MODEL_RUN',
  );
}

/** Ids of the nodes around a node, without its own. */
function findNeighbours(
  state: SandboxState,
  id: string,
  direction: 'upstream' | 'downstream',
  depth: number,
): string[] {
  const links = findLineageLinks(state.graph, direction, id, depth);
  const ids = new Set(links.flatMap(({ source, target }) => [source, target]));
  ids.delete(id);
  return [...ids];
}

function getReportItem(state: SandboxState, id: string): ReportItem | undefined {
  const item = id === '' ? undefined : state.items.get(id);
  if (item?.display_name === undefined) return undefined; // unknown, or a seed
  return { id, subtype: item.item_subtype, name: item.display_name };
}
