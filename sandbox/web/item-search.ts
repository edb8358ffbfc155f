import { KINDS } from '../registry/kinds.ts';
import type { StoredItem } from '../registry/models/item.ts';
import type { Subtype } from '../registry/models/subtypes.ts';
import { toText } from '../state/database.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

const PAGE_SIZE = 50;

export type ItemQuery = { subtype: Subtype | undefined; text: string; page: number };
export type ItemPage = { items: StoredItem[]; total: number; pages: number; page: number };

/** Number of items of each kind, in the order of the kinds. */
export function countByKind({ db }: SandboxState): Map<Subtype, number> {
  const rows = db.all('SELECT item_subtype, count(*) AS count FROM items GROUP BY item_subtype');
  const counts = new Map(rows.map((row) => [String(row['item_subtype']), Number(row['count'])]));
  return new Map(KINDS.map(({ subtype }) => [subtype, counts.get(subtype) ?? 0]));
}

/** One page of the items whose name contains all words, or with this handle; the latest change first. */
export function findItems({ db, items }: SandboxState, { subtype, text: query, page }: ItemQuery): ItemPage {
  const where = subtype === undefined ? '' : 'WHERE item_subtype = ?';
  const sql = `SELECT id, display_name FROM items ${where} ORDER BY updated_timestamp DESC, id DESC`;
  const rows = db.all(sql, ...(subtype === undefined ? [] : [subtype]));
  const terms = normalizeText(query).split(/\s+/);
  const ids = rows.flatMap((row) => {
    const id = String(row['id']);
    const name = normalizeText(toText(row['display_name']) ?? '');
    return id === query.trim() || terms.every((term) => name.includes(term)) ? [id] : [];
  });
  const pages = Math.max(1, Math.ceil(ids.length / PAGE_SIZE));
  const currentPage = Math.min(Math.max(1, Math.trunc(page)), pages);
  const onPage = ids.slice((currentPage - 1) * PAGE_SIZE, currentPage * PAGE_SIZE);
  return { items: onPage.flatMap((id) => items.get(id) ?? []), total: ids.length, pages, page: currentPage };
}

/** Text without case and accents. */
function normalizeText(value: string): string {
  return value.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}
