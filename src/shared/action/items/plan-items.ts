import type { CallOptions, Provena } from '../../client/index.ts';
import { type Change, differences } from '../../spec/items/difference.ts';
import type { LinkedDocument } from '../../spec/items/references.ts';
import { isMapping, type Json } from '../../spec/json.ts';
import { resolveMe } from '../../spec/me.ts';
import { type Problem, UserError } from '../../spec/problem.ts';
import { replaceAt } from '../../spec/replace.ts';
import { createDocumentKey, type ItemFinder, type ItemMatch } from './item-finder.ts';
import { isManagedField } from './stored-item.ts';

export type IfExists = 'reuse' | 'update' | 'error';

/** What is to be done for a document. */
export interface PlannedItem {
  readonly document: LinkedDocument;
  /** By which its item is known again. */
  readonly key: string;
  readonly match: ItemMatch | undefined;
  readonly action: 'create' | 'update' | 'keep';
  /** Where the item that is there differs from the document; also where it is kept all the same. */
  readonly changes: readonly Change[];
}

export interface PlanOptions {
  readonly provena: Provena;
  readonly call: CallOptions;
  readonly ifExists: IfExists;
  readonly repository: string | undefined;
  readonly finder: ItemFinder;
}

/**
 * Decides for every document, in the order in which they will be written; writes nothing.
 * @throws UserError with everything that stands in the way.
 */
export async function planItems(
  documents: readonly LinkedDocument[],
  options: PlanOptions,
): Promise<PlannedItem[]> {
  const { provena, call, ifExists, repository, finder } = options;
  const planned: PlannedItem[] = [];
  const problems: Problem[] = [];
  const handles = new Map<string, string>();
  for (const document of documents) {
    try {
      const key = createDocumentKey(document, repository);
      const found = await finder.find(document, key);
      if (found && ifExists === 'error') throw new UserError(createConflictProblem(document, found));
      const [value = document.value] = await resolveMe(
        [resolveReferences(document, handles)],
        document.kind.schema,
        provena,
        call,
      );
      const changes = found
        ? differences(document.kind.schema, found.item.value, value, (path) =>
            isManagedField(document.kind, path),
          )
        : [];
      const action = !found ? 'create' : ifExists === 'update' && changes.length > 0 ? 'update' : 'keep';
      if (found) handles.set(document.name, found.item.id);
      planned.push({ document, key, match: found, action, changes });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new UserError(problems);
  return planned;
}

/** What a document says, with the handles of the documents it refers to, as far as they have one. */
export function resolveReferences(document: LinkedDocument, handles: ReadonlyMap<string, string>): Json {
  const known = document.links.map(({ path, to }) => ({
    path,
    value: handles.get(to.name) ?? `(handle of ${to.name})`,
  }));
  return replaceAt(document.value, known);
}

/** A value with facts added to the item's free facts; what the document says itself stands over them. */
export function addFacts(
  value: Json,
  [step, ...rest]: readonly (string | number)[],
  facts: Readonly<Record<string, string>>,
): Json {
  if (!isMapping(value) && value !== undefined) return value;
  if (step === undefined) return { ...facts, ...value };
  return { ...value, [step]: addFacts((value?.[step] ?? {}) as Json, rest, facts) };
}

function createConflictProblem(
  { name, kind, source }: LinkedDocument,
  { item, matchedBy: by }: ItemMatch,
): Problem {
  return {
    message: `${name} is there already: ${item.id}, found by its ${by}. With if-exists: reuse or update it would be used`,
    path: kind.namePath.join('.'),
    place: source.place(kind.namePath),
  };
}
