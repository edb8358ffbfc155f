import type { Deps } from '../../src/shared/action/index.ts';
import { escapeMarkdown, formatLink, formatRow } from '../../src/shared/action/runner/markdown/markdown.ts';
import { emitResult } from '../../src/shared/action/runner/outputs/emit-result.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs/outputs.ts';
import { type AnyItem, type Provena, ProvenaError } from '../../src/shared/client/index.ts';
import { normalizeKind } from '../../src/shared/client/model/normalize-kind.ts';
import { fetchLaterVersions, getNextVersion } from '../../src/shared/client/versions.ts';
import type { Json } from '../../src/shared/documents/json.ts';
import { UserError } from '../../src/shared/documents/problem.ts';
import { getByPath } from './get-by-path.ts';
import type { Inputs, OutputName } from './inputs.ts';

/** Fetches the item and sets the outputs. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  const { provena, pages } = await deps.connect();
  const { item } = await provena.registry.general.fetch(inputs.id, { signal: deps.signal });
  assertKind(item, inputs);
  const name = item.display_name ?? undefined;
  deps.setOutputs({ subtype: item.item_subtype, owner: item.owner_username, 'display-name': name });
  deps.setOutputs({ path: await emitResult('item', item, inputs.path, deps) });
  deps.setOutputs(await fetchVersionOutputs(item, provena, deps));
  deps.log.info(
    `${item.id} is the ${normalizeKind(item.item_subtype)} ${name ?? '(a seed item without a name)'}.`,
  );
  deps.summary.add(
    formatRow({
      item: formatLink(name ?? item.id, pages.item(item.id)),
      kind: escapeMarkdown(normalizeKind(item.item_subtype)),
      handle: escapeMarkdown(item.id),
      owner: escapeMarkdown(item.owner_username),
    }),
  );
  if (inputs.query === undefined) return;
  // A parsed response is JSON. Every value except null can be an output.
  deps.setOutputs({ value: getByPath(item as Json, inputs.query, 'query') ?? '' });
}

function assertKind({ id, item_subtype }: AnyItem, { kind }: Inputs): void {
  if (kind === undefined || kind === item_subtype) return;
  throw new UserError(
    `input kind: ${id} is of kind ${normalizeKind(item_subtype)}, not ${normalizeKind(kind)}`,
  );
}

/** The latest version is optional: the step succeeds without it. */
async function fetchVersionOutputs(
  item: AnyItem,
  provena: Provena,
  { log, signal }: Deps<OutputName>,
): Promise<Outputs<OutputName>> {
  const outputs = { 'is-latest': !item.versioning_info?.next_version };
  try {
    const fetch = async (id: string) => (await provena.registry.general.fetch(id, { signal })).item;
    const later = await fetchLaterVersions(item, getNextVersion, fetch);
    return { ...outputs, 'latest-version': later.at(-1)?.id ?? item.id };
  } catch (error) {
    if (!(error instanceof ProvenaError) || !WARNED_FAMILIES.has(error.family)) throw error;
    log.warning(
      `The latest version of ${item.id} could not be determined; output latest-version is not set: ${error.message}`,
    );
    return outputs;
  }
}

/** Errors that may be about a later version. */
const WARNED_FAMILIES: ReadonlySet<ProvenaError['family']> = new Set([
  'forbidden',
  'notFound',
  'unexpectedResponse',
]);
