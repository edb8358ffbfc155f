import { type CallOptions, ModelRunRecord, type Provena } from '../../client/index.ts';
import { resolveMe } from '../../spec/me.ts';
import { checkAgainstRegistry } from '../../spec/model-runs/check-templates.ts';
import type { Problem } from '../../spec/problem.ts';
import type { RepositoryCheck } from '../../spec/repository-documents.ts';
import { serverProblems } from '../../spec/server-problems.ts';
import { createItemWriter } from './item-writer.ts';

/**
 * What the server says of documents that are right by themselves; creates nothing. A document that refers to another
 * one cannot be shown to it before that is registered, and is left out.
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
      const found = serverProblems(error, item.source);
      if (!found) throw error;
      problems.push(...found);
    }
  }
  if (records.length === 0) return problems;
  const bare = records.map(({ record }) => record);
  const resolved = await resolveMe(bare, ModelRunRecord, provena, call);
  const named = records.map((entry, i) => ({ ...entry, record: resolved[i] ?? entry.record }));
  return [...problems, ...(await checkAgainstRegistry(named, provena, call)).problems];
}
