import { join, resolve } from 'node:path';
import type { Deps } from '../../src/shared/action/index.ts';
import type { Connection } from '../../src/shared/action/lifecycle/connection.ts';
import { formatGraphSize } from '../../src/shared/action/lineage/graph.ts';
import { writeFileAtomically } from '../../src/shared/action/runner/files/write-file.ts';
import { escapeMarkdown, formatLink } from '../../src/shared/action/runner/markdown/markdown.ts';
import { UserError } from '../../src/shared/documents/problem.ts';
import { formatLineage } from '../../src/shared/export/export-lineage.ts';
import { fetchLineage } from '../../src/shared/export/fetch-lineage.ts';
import {
  getContent,
  type LineageRecords,
  listUnreadable,
  readText,
} from '../../src/shared/export/lineage-records.ts';
import { listDirections } from '../../src/shared/export/query-lineage.ts';
import type { PackedFiles } from '../../src/shared/export/ro-crate/describe-dataset.ts';
import { formatCount } from '../../src/shared/format-count.ts';
import { listFirst } from '../../src/shared/format-list.ts';
import { getVisibleName } from '../../src/shared/lineage/visible-name.ts';
import { assignManifestFiles, downloadDatasets, listOtherFiles, readManifests } from './crate-files.ts';
import type { Inputs, OutputName } from './inputs.ts';

/** Inputs that only a crate can use, with their defaults. */
const CRATE_INPUTS = {
  files: false,
  'crate-version': 'auto',
  'manifest-files': undefined,
  license: undefined,
};
const MAX_LISTED_ITEMS = 20;

/** Fetches the lineage of an item with all items in it, and writes it in the requested format. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  assertSupportedInputs(inputs);
  const { id, depth, direction } = inputs;
  const manifests = await readManifests(inputs['manifest-files'] ?? [], deps);
  const connection = await deps.connect();
  const query = { id, directions: listDirections(direction), depth, signal: deps.signal };
  const records = await fetchLineage(query, connection.provena);
  const unreadable = listUnreadable(records);
  deps.setOutputs({
    'node-count': records.nodes.length,
    'link-count': records.links.length,
    unreadable: unreadable.map(({ id }) => id),
  });
  if (unreadable.length > 0)
    deps.log.warning(
      `${unreadable.length} of ${records.nodes.length} items cannot be read. The export names them without their content, and output unreadable lists all:\n${listFirst(unreadable, MAX_LISTED_ITEMS, (item) => `${item.id}: ${item.reason}`).join('\n')}`,
    );
  const manifestFiles = assignManifestFiles(manifests, records);
  const { path, title, profile } = await writeLineage(inputs, records, manifestFiles, connection, deps);
  const contents = formatGraphSize(records, depth);
  deps.log.info(`Wrote ${contents} as ${title} to ${path}.`);
  const name = getVisibleName(readText(getContent(records.items, id), 'display_name'), id);
  deps.summary.add(
    `${formatLink(name, connection.pages.item(id))}: ${contents}, written as ${title} to ${escapeMarkdown(inputs.path)}.`,
  );
  deps.setOutputs({ path, profile });
}

function assertSupportedInputs(inputs: Inputs): void {
  if (inputs.license !== undefined && !(/^https?:\/\//.test(inputs.license) && URL.canParse(inputs.license)))
    throw new UserError(
      `input license: expected a URL such as https://creativecommons.org/licenses/by/4.0/, found ${JSON.stringify(inputs.license)}`,
    );
  if (inputs.format === 'ro-crate') return;
  const values: Readonly<Record<string, unknown>> = inputs;
  const problems = Object.entries(CRATE_INPUTS)
    .filter(([name, value]) => values[name] !== value)
    .map(([name]) => ({
      message: `input ${name}: is not supported by format ${inputs.format}. Set format to ro-crate, or remove ${name}`,
    }));
  if (problems.length > 0) throw new UserError(problems);
}

/** The metadata of a crate is the last of its files, so that a folder without it is not mistaken for a complete crate. */
async function writeLineage(
  inputs: Inputs,
  records: LineageRecords,
  manifestFiles: ReadonlyMap<string, PackedFiles>,
  connection: Connection,
  deps: Deps<OutputName>,
) {
  const path = resolve(deps.workspace, inputs.path);
  const downloaded = inputs.files ? await downloadDatasets(path, records, inputs, connection, deps) : [];
  const version = inputs['crate-version'];
  const { files, title, profile } = formatLineage(records, inputs.format, {
    handleProxy: connection.pages.handleProxy(),
    publishedAt: new Date(),
    license: inputs.license,
    version: version === 'auto' ? undefined : version,
    datasetFiles: new Map([...manifestFiles, ...downloaded]),
  });
  const isCrate = inputs.format === 'ro-crate';
  for (const [name, content] of files) {
    const file = { path: isCrate ? join(path, name) : inputs.path, input: 'path', workspace: deps.workspace };
    await writeFileAtomically(file, content);
  }
  if (isCrate) {
    const downloads = [...downloaded].flatMap(([, packed]) =>
      packed.files.map(({ name }) => `${packed.folder}/${name}`),
    );
    const others = await listOtherFiles(path, new Set([...files.keys(), ...downloads]));
    if (others.length > 0)
      deps.log.warning(
        `${formatCount(others.length, `file in ${inputs.path} is`, `files in ${inputs.path} are`)} not part of the crate, for example from an earlier export. Delete what you do not want to publish:\n${listFirst(others, MAX_LISTED_ITEMS, (name) => name).join('\n')}`,
      );
  }
  return { path, title, profile };
}
