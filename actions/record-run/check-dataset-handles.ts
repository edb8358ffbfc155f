import type { DatasetDocument } from '../../src/shared/action/datasets/dataset-document.ts';
import { type CallOptions, CollectionFormat, type Provena } from '../../src/shared/client/index.ts';
import { lookUpItems } from '../../src/shared/documents/items/look-up-items.ts';
import { ME } from '../../src/shared/documents/me.ts';
import { toProblem } from '../../src/shared/documents/model-runs/check-records.ts';
import {
  formatWrongKind,
  getKindInfo,
  UNREADABLE,
} from '../../src/shared/documents/model-runs/references.ts';
import type { Problem } from '../../src/shared/documents/problem.ts';
import { findHandles } from '../../src/shared/documents/validation/schema-walk.ts';

/**
 * Looks up the organisations and people in the metadata of datasets, each once. The server rejects others only when it
 * mints the dataset, which is after the command.
 */
export async function checkDatasetHandles(
  documents: readonly DatasetDocument[],
  provena: Provena,
  call: CallOptions,
): Promise<Problem[]> {
  const fields = documents.flatMap(({ source }) =>
    findHandles(CollectionFormat, source.value).flatMap(({ path, kind, value }) =>
      typeof value === 'string' && value !== ME ? [{ source, path, kind, id: value }] : [],
    ),
  );
  const ids = new Set(fields.map((field) => field.id));
  const kinds = await lookUpItems(ids, provena, call, getKindInfo);
  return fields.flatMap(({ source, path, kind, id }) => {
    const found = kinds.get(id);
    if (!found || found.kind === kind || found === UNREADABLE) return [];
    return [toProblem({ ...source, at: [] }, { path, message: formatWrongKind(kind, id, found) })];
  });
}
