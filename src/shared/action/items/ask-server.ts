import {
  type CallOptions,
  InvalidError,
  type Issue,
  ModelRunRecord,
  type Provena,
  RefusedError,
} from '../../client/index.ts';
import { pathName } from '../../spec/issues.ts';
import type { ItemDocument } from '../../spec/items/item-document.ts';
import { resolveMe } from '../../spec/me.ts';
import { checkAgainstRegistry } from '../../spec/model-runs/check-templates.ts';
import type { Problem } from '../../spec/problem.ts';
import type { RepositoryCheck } from '../../spec/repository-documents.ts';
import { itemWriter } from './item-writer.ts';

/**
 * What the server says of documents that are right by themselves; creates nothing. A document that refers to another
 * one cannot be shown to it before that is registered, and is left out.
 */
export async function askServer(
  { items, records }: RepositoryCheck,
  provena: Provena,
  call: CallOptions,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const item of items) {
    if (item.references.length > 0) continue;
    const [value = item.value] = await resolveMe([item.value], item.kind.schema, provena, call);
    try {
      await itemWriter(item.kind, provena).validate(value, call);
    } catch (error) {
      problems.push(...serverProblems(error, item));
    }
  }
  if (records.length === 0) return problems;
  const bare = records.map(({ record }) => record);
  const resolved = await resolveMe(bare, ModelRunRecord, provena, call);
  const named = records.map((entry, i) => ({ ...entry, record: resolved[i] ?? entry.record }));
  return [...problems, ...(await checkAgainstRegistry(named, provena, call)).problems];
}

/** The server's refusal of a document, at the lines that it is about as far as it says so. Other errors are thrown. */
export function serverProblems(error: unknown, { source }: Pick<ItemDocument, 'source'>): Problem[] {
  if (!(error instanceof RefusedError || error instanceof InvalidError)) throw error;
  if (error.issues.length === 0)
    return [{ message: `the server refuses it: ${error.detail ?? error.message}`, place: source.place([]) }];
  return error.issues.map((issue) => problemOf(issue, source));
}

function problemOf({ path, message }: Issue, source: ItemDocument['source']): Problem {
  // The server names the body first, and rules between fields by a name of its own.
  const steps = (path[0] === 'body' ? path.slice(1) : path).filter((step) => !/^__.*__$/.test(String(step)));
  return { message: `the server refuses it: ${message}`, path: pathName(steps), place: source.place(steps) };
}
