import { badRequest, HttpError } from '../http/errors.ts';
import type { JobOutcome } from '../jobs/job.ts';
import type { PayloadOf } from '../jobs/sub-types.ts';
import { decodeUser } from '../jobs/user-info.ts';
import { getKind, MODEL_RUN, STUDY } from '../registry/kinds.ts';
import type { Subtype } from '../registry/models/subtypes.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { findLineageLinks } from './lineage.ts';
import { createReferences } from './references.ts';
import type { Report, ReportItem } from './report-document.ts';

/** Lifetime of the URL of a report. */
const LINK_SECONDS = 10_800;

/** Writes the report of a run or a study to the store as a Word file. @returns a URL that needs no token */
export async function generateReport(
  state: SandboxState,
  request: PayloadOf<'GENERATE_REPORT'>,
): Promise<JobOutcome> {
  const report = collectReport(state, request);
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

/**
 * Reads the items of a report as its user.
 * @throws HttpError 400 for another kind of item or an unknown one, 401 without access to one of the items, 404 for a run
 * without inputs or outputs, and for a study without runs
 */
function collectReport(state: SandboxState, request: PayloadOf<'GENERATE_REPORT'>): Report {
  const { id, item_subtype, depth, user_info } = request;
  const kind = [MODEL_RUN, STUDY].find(({ subtype }) => subtype === item_subtype);
  if (!kind) throw badRequest('Unsupported item subtype for validation.');
  const references = createReferences(state, decodeUser(user_info));
  const getItem = (one: string, subtype: Subtype, role: string): ReportItem => {
    const { display_name } = references.item(getKind(subtype), one, role);
    return { id: one, subtype, name: display_name };
  };
  const subject = getItem(id, item_subtype, `Validation error with provided ${item_subtype}`);
  const isRun = (one: string) => state.graph.node(one)?.item_subtype === 'MODEL_RUN';
  const list = (one: string, direction: Direction, steps: number): string[] => {
    const nodes = listNodes(state, one, direction, steps);
    if (nodes.length > 0) return nodes;
    const isStudy = kind === STUDY && one === id;
    throw new HttpError(404, isStudy ? formatNoRuns(id) : formatMissingNodes(one, direction));
  };
  const runs = kind === MODEL_RUN ? [id] : list(id, 'downstream', 1).filter(isRun);
  const above = new Set(runs.flatMap((run) => [run, ...list(run, 'upstream', depth)]));
  const below = new Set(runs.flatMap((run) => list(run, 'downstream', 1)));
  const select = (ids: Set<string>, ...subtypes: Subtype[]) =>
    [...ids].flatMap((one) => {
      const subtype = state.graph.node(one)?.item_subtype;
      return subtype && subtypes.includes(subtype) ? [getItem(one, subtype, 'node')] : [];
    });
  return {
    subject,
    inputs: select(above, 'MODEL', 'DATASET'),
    runs: select(above, 'MODEL_RUN'),
    outputs: select(below, 'DATASET'),
  };
}

type Direction = 'upstream' | 'downstream';

/** Ids of the nodes around a node. */
function listNodes({ graph }: SandboxState, id: string, direction: Direction, depth: number): string[] {
  return findLineageLinks(graph, direction, id, depth).flatMap(({ source, target }) => [source, target]);
}

// The messages of the server, `prov-api/helpers/generate_report_helpers.py`.

function formatNoRuns(study: string): string {
  return `The study with id ${study} does not have any associated model runs.`;
}

function formatMissingNodes(run: string, direction: Direction): string {
  const side = direction === 'upstream' ? 'Upstream' : 'Downstream';
  return `The provided model run with id ${run} - error: ${side} node collections not found!`;
}
