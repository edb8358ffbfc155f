import type { Deps } from '../../src/shared/action/index.ts';
import type { WebPages } from '../../src/shared/action/lifecycle/web-pages.ts';
import { escapeMarkdown, formatLink, formatTable } from '../../src/shared/action/runner/markdown/markdown.ts';
import { StepFailedError } from '../../src/shared/action/runner/step-failed-error.ts';
import type { Provena } from '../../src/shared/client/index.ts';
import { normalizeKind } from '../../src/shared/client/model/normalize-kind.ts';
import { isHandle, toHandle } from '../../src/shared/client/model/parse-handle.ts';
import { type ItemLookup, lookUpItem, lookUpItems } from '../../src/shared/documents/items/look-up-items.ts';
import { formatCount } from '../../src/shared/format-count.ts';
import type { Inputs, OutputName } from './inputs.ts';

/** A search hit with the item's name and kind, if the user may read it. */
interface SearchHit {
  readonly id: string;
  readonly score: number;
  readonly state: ItemLookup['state'];
  readonly display_name: string | undefined;
  readonly item_subtype: string | undefined;
}

/** Searches and fetches the items of the hits: the search returns handles only, regardless of access. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  const { provena, pages } = await deps.connect();
  const { results, warnings } = await provena.search.searchRegistry(inputs.query, {
    subtype: inputs.kind,
    limit: inputs.limit,
    signal: deps.signal,
  });
  const found = await addItemOfHandle(results, inputs, provena, deps.signal);
  const ids = found.map(({ id }) => id);
  deps.setOutputs({ ids, count: ids.length });
  for (const warning of warnings) deps.log.warning(`Search warning: ${warning}`);
  if (found.length === 0) return reportNoHits(inputs, deps);
  const known = await lookUpItems(ids, provena, { signal: deps.signal }, (lookup) => lookup);
  for (const [id, { state, error }] of known)
    if (state === 'unknown') deps.log.warning(`${id} was found but could not be read: ${error?.message}`);
  const hits = found.map(({ id, score }): SearchHit => {
    const { state = 'unknown', item } = known.get(id) ?? {};
    const { display_name, item_subtype } = item ?? {};
    return { id, score, state, display_name: display_name ?? undefined, item_subtype };
  });
  for (const hit of hits) deps.log.info(`${hit.id}: ${getHitName(hit)}`);
  deps.summary.add(`${formatCount(hits.length, 'result')} for ${escapeMarkdown(inputs.query)}.`);
  deps.summary.add(formatHitTable(hits, pages));
  deps.setOutputs({ items: hits });
}

/**
 * Puts the item first whose handle is the query. The search compares words, so that it ranks the item anywhere or not
 * at all. The item gets the score of the best other hit.
 */
async function addItemOfHandle(
  found: readonly Hit[],
  { query, kind, limit }: Inputs,
  provena: Provena,
  signal: AbortSignal,
): Promise<readonly Hit[]> {
  const id = toHandle(query);
  // The prefix of a handle is a number, unlike words with a slash.
  if (!isHandle(id) || !/^\d/.test(id)) return found;
  const { state, item } = await lookUpItem(id, provena, { signal });
  const isOther = kind !== undefined && item?.item_subtype !== kind;
  if (state === 'deleted' || state === 'unknown' || isOther) return found;
  const others = found.filter((hit) => hit.id !== id);
  const score = Math.max(1, ...found.map((hit) => hit.score));
  return [{ id, score }, ...others].slice(0, limit);
}

type Hit = NonNullable<Awaited<ReturnType<Provena['search']['searchRegistry']>>['results']>[number];

function reportNoHits(
  { query, kind, 'fail-if-none': fails }: Inputs,
  { log, summary, setOutputs }: Deps<OutputName>,
): void {
  const message = `nothing in the registry matches ${JSON.stringify(query)}${kind ? ` among items of kind ${normalizeKind(kind)}` : ''}`;
  if (fails) {
    throw new StepFailedError(message, {
      advice: 'Use fewer words or other words. New items appear in the search after a few seconds.',
      anchor: 'no-search-results',
    });
  }
  log.info(`${message}.`);
  summary.add(`No results for ${escapeMarkdown(query)}.`);
  setOutputs({ items: [] });
}

const PLACEHOLDER_NAMES: Readonly<Record<ItemLookup['state'], string>> = {
  complete: '(without a name)',
  seed: '(seed item without content)',
  closed: '(the user of the token cannot read it)',
  deleted: '(deleted)',
  unknown: '(could not be read)',
};

function getHitName({ display_name, state }: SearchHit): string {
  return display_name ?? PLACEHOLDER_NAMES[state];
}

function formatHitTable(hits: readonly SearchHit[], pages: WebPages): string {
  return formatTable(
    ['item', 'kind', 'handle', 'score'],
    hits.map((hit) => [
      hit.state === 'complete'
        ? formatLink(getHitName(hit), pages.item(hit.id))
        : escapeMarkdown(getHitName(hit)),
      escapeMarkdown(normalizeKind(hit.item_subtype ?? '')),
      escapeMarkdown(hit.id),
      hit.score.toFixed(2),
    ]),
  );
}
