import { type CallOptions, ModelRunRecord, type Provena } from '../../client/index.ts';
import { resolveMe } from '../../documents/me.ts';
import { checkAgainstRegistry } from '../../documents/model-runs/check-against-registry.ts';
import type { Problem } from '../../documents/problem.ts';
import type { RepositoryCheck } from '../../documents/repository-documents.ts';
import { extractServerProblems } from '../../documents/server-problems.ts';
import { createItemWriter } from './item-writer.ts';

/**
 * Validates documents on the server without creating anything. Skips documents that refer to other documents, because the
 * server can only validate them after those are registered.
 */
export async function validateOnServer(
  { items, records }: RepositoryCheck,
  provena: Provena,
  call: CallOptions,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const item of items) {
    if (item.references.length > 0) continue;
    const [value = item.value] = await resolveMe([item.value], item.kind.schema, provena, call);
    try {
      await createItemWriter(item.kind, provena).validate(value, call);
    } catch (error) {
      const found = extractServerProblems(error, item.source);
      if (!found) throw error;
      for (const problem of found) problems.push(problem);
    }
  }
  if (records.length === 0) return problems;
  const plainRecords = records.map(({ record }) => record);
  const resolved = await resolveMe(plainRecords, ModelRunRecord, provena, call);
  const resolvedRecords = records.map((entry, i) => ({ ...entry, record: resolved[i] ?? entry.record }));
  return [...problems, ...(await checkAgainstRegistry(resolvedRecords, provena, call)).problems];
}
