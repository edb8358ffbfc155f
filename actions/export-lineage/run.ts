import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import { escapeMarkdown, formatLink } from '../../src/shared/action/runner/markdown.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs.ts';
import { writeFileAtomically } from '../../src/shared/action/runner/write-file.ts';
import { fetchLineage } from '../../src/shared/export/fetch-lineage.ts';
import {
  getContent,
  type LineageRecords,
  listUnreadable,
  readText,
} from '../../src/shared/export/lineage-records.ts';
import { createProvDocument } from '../../src/shared/export/prov/create-prov-document.ts';
import { formatProvJson } from '../../src/shared/export/prov/prov-json.ts';
import { formatProvN } from '../../src/shared/export/prov/prov-n.ts';
import type { outputs as names, inputs as schema } from './inputs.ts';

type Inputs = InputsOf<typeof schema>;
type Name = (typeof names)[number];

const FORMATS = {
  'prov-json': { title: 'PROV-JSON', render: formatProvJson },
  'prov-n': { title: 'PROV-N', render: formatProvN },
} as const;

/** Fetches the lineage of an item with all items in it, and writes it in the requested format. */
export async function run(inputs: Inputs, deps: Deps<Name>): Promise<Outputs<Name>> {
  const { id, depth, direction } = inputs;
  const { provena, pages } = await deps.connect();
  const directions = direction === 'both' ? (['upstream', 'downstream'] as const) : [direction];
  const records = await fetchLineage({ id, directions, depth, signal: deps.signal }, provena);
  deps.setOutputs(toOutputs(records));
  warnUnreadable(records, deps);
  const { title, render } = FORMATS[inputs.format];
  const path = await writeFileAtomically(
    { path: inputs.path, inputName: 'path', workspace: deps.workspace },
    render(createProvDocument(records, pages.handleProxy())),
  );
  const contents = `${records.nodes.length} items, ${records.links.length} relations within ${depth} steps`;
  deps.log.info(`Wrote ${contents} as ${title} to ${path}.`);
  const name = readText(getContent(records.items, id), 'display_name') ?? id;
  deps.summary.add(
    `${formatLink(name, pages.item(id))}: ${contents}, written as ${title} to ${escapeMarkdown(inputs.path)}.`,
  );
  return { path };
}

function toOutputs(records: LineageRecords): Outputs<Name> {
  return {
    'node-count': records.nodes.length,
    'link-count': records.links.length,
    unreadable: listUnreadable(records).map(({ id }) => id),
  };
}

function warnUnreadable(records: LineageRecords, { log }: Deps<Name>): void {
  const unreadable = listUnreadable(records);
  if (unreadable.length === 0) return;
  const lines = unreadable.map(({ id, reason }) => `${id}: ${reason}`);
  log.warning(
    `${unreadable.length} of ${records.nodes.length} items cannot be read. The export names them without their content:\n${lines.join('\n')}`,
  );
}
