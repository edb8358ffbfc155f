import type { CallOptions, Provena } from '../../client/index.ts';
import type { Change } from '../../documents/items/difference.ts';
import { formatServerFields } from '../../documents/items/fetched-item.ts';
import { hasId } from '../../documents/items/item-document.ts';
import type { LinkedDocument } from '../../documents/items/references.ts';
import type { Json } from '../../documents/json.ts';
import { resolveMe } from '../../documents/me.ts';
import { type Problem, ProblemList, UserError } from '../../documents/problem.ts';
import { replaceValues } from '../../documents/replace.ts';
import { formatRemovedFields, removeReservedFields } from '../idempotency/reserved-fields.ts';
import type { Log } from '../runner/log/log.ts';
import { createNameProblem, formatKindAndName, getDocumentName } from './document-identity.ts';
import { isRecordStale } from './document-record.ts';
import type { ItemFinder, ItemMatch } from './item-finder.ts';
import { reportMatch } from './match-warnings.ts';
import { mergeDocument, type OnDrift } from './merge-document.ts';

export type IfExists = 'reuse' | 'update' | 'error';

export interface PlannedItem {
  readonly document: LinkedDocument;
  readonly match: ItemMatch | undefined;
  readonly action: 'create' | 'update' | 'keep';
  /** Differences between the existing item and the document, even when the item is not changed. */
  readonly changes: readonly Change[];
  /** Values that someone else changed in the item; see {@link mergeDocument}. */
  readonly drift: readonly Change[];
}

export interface PlanOptions {
  readonly provena: Provena;
  readonly call: CallOptions;
  readonly ifExists: IfExists;
  readonly onDrift: OnDrift;
  readonly finder: ItemFinder;
  readonly log: Log;
}

/**
 * Plans the action for each document, in the order of writing. Writes nothing.
 * @throws UserError with all problems.
 */
export async function planItems(
  documents: readonly LinkedDocument[],
  options: PlanOptions,
): Promise<PlannedItem[]> {
  const planned: PlannedItem[] = [];
  const problems = new ProblemList(findEqualNames(documents));
  const handles = new Map<string, string>();
  for (const linked of documents) {
    try {
      const document = removeReservedFieldsWithNotice(linked, options.log);
      const entry = await planItem(document, handles, options);
      if (entry.match) handles.set(document.name, entry.match.item.id);
      planned.push(entry);
    } catch (error) {
      problems.addError(error);
    }
  }
  if (problems.count === 0) problems.add(findEqualItems(planned));
  problems.assertEmpty({ isBeforeWrite: true });
  return planned;
}

async function planItem(
  document: LinkedDocument,
  handles: ReadonlyMap<string, string>,
  { provena, call, ifExists, onDrift, finder, log }: PlanOptions,
): Promise<PlannedItem> {
  const match = await finder.find(document);
  if (match && ifExists === 'error') await assertOfEarlierAttempt(document, match, finder);
  const references = resolveReferences(document, handles);
  const value = await resolveMe(references, document.kind.schema, provena, call);
  if (!match) {
    await finder.reportSimilarItems(document, value, log);
    return { document, match, action: 'create', changes: [], drift: [] };
  }
  const merged = mergeDocument(value, match.item, onDrift);
  const { changes, drift } = merged;
  const canUpdate = ifExists === 'update';
  await reportMatch({ document, match, merged, canUpdate }, finder, log);
  // An item that was found by $handle, $id or path is found by it again, whatever it records.
  const identity = match.matchedBy === 'name' ? finder.identify(document) : undefined;
  const isStale = !match.belongsToOther && isRecordStale(value, match.item, identity);
  const isUpToDate = changes.length === 0 && !isStale;
  const action = canUpdate && !isUpToDate ? 'update' : 'keep';
  return { document, match, action, changes, drift };
}

/** @throws UserError unless an earlier attempt of this workflow run created the item. */
async function assertOfEarlierAttempt(
  document: LinkedDocument,
  { item, matchedBy }: ItemMatch,
  finder: ItemFinder,
): Promise<void> {
  if (await finder.isOfEarlierAttempt(item)) return;
  const hint = finder.isUnlinkedInRerun(item)
    ? '. The item names no workflow run. If an earlier attempt created it with link-run: false, a re-run cannot recognize that'
    : '';
  const message = `${document.name} already exists: ${item.id} (matched by ${matchedBy}). Set if-exists: reuse to keep it, or if-exists: update to change it${hint}`;
  throw new UserError(createNameProblem(document, message));
}

/** A document without `$id` is identified by kind and name, so no other document may have the same ones. */
function findEqualNames(documents: readonly LinkedDocument[]): Problem[] {
  const withoutHandle = documents.filter(({ handle }) => handle === undefined);
  const groups = Map.groupBy(withoutHandle, (document) =>
    formatKindAndName(document.kind, getDocumentName(document)),
  );
  const ambiguous = [...groups.values()].filter((group) => !group.every(hasId));
  return ambiguous.flatMap(([first, ...others]) =>
    others.map((document) =>
      createNameProblem(
        document,
        `is also the name of ${first?.file}. Set an $id or $handle in both documents, or another name`,
      ),
    ),
  );
}

/** Two documents of one item would overwrite each other's changes. */
function findEqualItems(planned: readonly PlannedItem[]): Problem[] {
  const matched = planned.filter(({ match }) => match !== undefined);
  const groups = Map.groupBy(matched, ({ match }) => match?.item.id);
  return [...groups].flatMap(([id, [first, ...others]]) =>
    others.map(({ document }) => {
      const message = `describes the same item as ${first?.document.file} (${id}). Remove one of the documents, or set an $id or $handle in both`;
      return document.handle === undefined
        ? createNameProblem(document, message)
        : { message, path: '$handle', place: document.source.place(['$handle']) };
    }),
  );
}

/** Fields that were copied from a fetched item are replaced by those of this run; notices name them. */
function removeReservedFieldsWithNotice(document: LinkedDocument, log: Log): LinkedDocument {
  if (document.serverFields.length > 0)
    log.notice(`${document.name}: ${formatServerFields(document.serverFields)}`);
  const { document: value, removed } = removeReservedFields(document.value, document.kind.metadataPath);
  if (removed.length === 0) return document;
  log.notice(`${document.name}: ${formatRemovedFields(removed)}`);
  return { ...document, value };
}

/** Replaces references to other documents by their handles, or by a placeholder for those without one. */
export function resolveReferences(document: LinkedDocument, handles: ReadonlyMap<string, string>): Json {
  const known = document.links.map(({ path, to }) => ({
    path,
    value: handles.get(to.name) ?? `(handle of ${to.name})`,
  }));
  return replaceValues(document.value, known);
}
