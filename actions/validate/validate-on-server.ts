import { createItemWriter } from '../../src/shared/action/items/item-writer.ts';
import type { RecordCollection } from '../../src/shared/action/runs/record-collection.ts';
import type { CallOptions, Provena } from '../../src/shared/client/index.ts';
import type { ItemDocument } from '../../src/shared/documents/items/item-document.ts';
import { fetchOwnPerson, resolveMe } from '../../src/shared/documents/me.ts';
import { checkAgainstRegistry } from '../../src/shared/documents/model-runs/check-against-registry.ts';
import { ProblemList } from '../../src/shared/documents/problem.ts';
import { extractServerProblems } from '../../src/shared/documents/validation/server-problems.ts';

/**
 * Validates documents on the server without creating anything. Skips documents that refer to other documents, because the
 * server can only validate them after those are registered.
 */
export async function validateDocumentsOnServer(
  { items, records }: { readonly items: readonly ItemDocument[]; readonly records: RecordCollection },
  provena: Provena,
  call: CallOptions,
): Promise<ProblemList> {
  const problems = new ProblemList();
  for (const item of items) {
    if (item.references.length > 0) continue;
    const value = await resolveMe(item.value, item.kind.schema, provena, call);
    try {
      await createItemWriter(item.kind, provena).validate(value, call);
    } catch (error) {
      const found = extractServerProblems(error, item.source);
      if (!found) throw error;
      problems.add(found);
    }
  }
  if (records.valid.length === 0) return problems;
  if (records.hasMe) records.person = await fetchOwnPerson(provena, call);
  problems.addList((await checkAgainstRegistry(records.valid, provena, call)).problems);
  return problems;
}
