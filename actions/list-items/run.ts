import type { Deps } from '../../src/shared/action/index.ts';
import { writeFileAtomically } from '../../src/shared/action/runner/files/write-file.ts';
import { escapeMarkdown } from '../../src/shared/action/runner/markdown/markdown.ts';
import type { AnyItem, CallOptions, GeneralListRequest, Provena } from '../../src/shared/client/index.ts';
import { normalizeKind } from '../../src/shared/client/model/normalize-kind.ts';
import { UserError } from '../../src/shared/documents/problem.ts';
import { formatCount } from '../../src/shared/format-count.ts';
import type { Inputs, OutputName } from './inputs.ts';
import { ITEM_SERIALIZERS } from './serialize-items.ts';

/** Items per page: few requests, within the registry's page limit. */
const PAGE_SIZE = 100;
const SORT_TYPES = { created: 'CREATED_TIME', updated: 'UPDATED_TIME', name: 'DISPLAY_NAME' } as const;
const RECORD_TYPES = { complete: 'COMPLETE_ONLY', seed: 'SEED_ONLY', all: 'ALL' } as const;

/** Lists the items page by page and streams them to the file. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  if (inputs.sort === 'name' && inputs['record-type'] !== 'complete')
    throw new UserError(
      'input sort: seed items have no name. Sort by created or updated, or set record-type to complete',
    );
  const { provena } = await deps.connect();
  const call = { signal: deps.signal };
  const isWanted = await createFilter(inputs, provena, call);
  const ids: string[] = [];
  const items = provena.registry.general.forAll(createListRequest(inputs), call);
  const target = inputs.path ?? `items.${inputs.format}`;
  const path = await writeFileAtomically(
    { path: target, input: 'path', workspace: deps.workspace },
    ITEM_SERIALIZERS[inputs.format](selectItems(items, isWanted, ids, inputs.limit)),
  );
  const scope = inputs.kind ? `of kind ${normalizeKind(inputs.kind)}` : 'of all kinds';
  const count = formatCount(ids.length, 'item');
  deps.log.info(`Wrote ${count} ${scope} to ${path}.`);
  deps.summary.add(`Wrote ${count} ${scope} to ${escapeMarkdown(target)}.`);
  deps.setOutputs({ path, count: ids.length, ids });
}

function createListRequest(inputs: Inputs): GeneralListRequest {
  const { kind, sort, ascending } = inputs;
  return {
    page_size: PAGE_SIZE,
    sort_by: { sort_type: SORT_TYPES[sort], ascending },
    filter_by: {
      record_type: RECORD_TYPES[inputs['record-type']],
      ...(kind === undefined ? {} : { item_subtype: kind }),
    },
  };
}

/** Filters that the server does not support. */
async function createFilter(
  { owner, name }: Inputs,
  provena: Provena,
  call: CallOptions,
): Promise<(item: AnyItem) => boolean> {
  const username = owner === 'me' ? (await provena.identity(call)).username : owner;
  const matchesName = name === undefined ? undefined : createNameMatcher(name);
  return ({ owner_username, display_name }) =>
    (username === undefined || owner_username === username) &&
    (matchesName === undefined || matchesName(display_name ?? ''));
}

/** An accented letter can be one character or two. */
function normalizeName(name: string): string {
  return name.normalize().toLowerCase();
}

/** Matches names in any case; `*` matches any text. Unlike a regular expression, takes time linear in the length of the name. */
function createNameMatcher(pattern: string): (name: string) => boolean {
  const [start = '', ...parts] = normalizeName(pattern).split('*');
  const end = parts.pop();
  return (name) => {
    const text = normalizeName(name);
    if (end === undefined) return text === start;
    if (!text.startsWith(start)) return false;
    let at = start.length;
    for (const part of parts) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return text.length - end.length >= at && text.endsWith(end);
  };
}

/** @param ids gets the ids of the items that are selected. */
async function* selectItems(
  items: AsyncIterable<AnyItem>,
  isWanted: (item: AnyItem) => boolean,
  ids: string[],
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<AnyItem> {
  for await (const item of items) {
    if (!isWanted(item)) continue;
    ids.push(item.id);
    yield item;
    if (ids.length >= limit) return;
  }
}
