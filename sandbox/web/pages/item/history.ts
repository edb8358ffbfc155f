import type { HistoryEntry, StoredItem } from '../../../registry/models/item.ts';
import { formatTimestamp } from '../../parts/format.ts';
import { type Html, html } from '../../parts/html.ts';

const MAX_CHARACTERS = 300;

/** The changes of an item with user, time and reason, the latest first. */
export function renderHistorySection({ history = [] }: StoredItem): Html {
  if (history.length === 0) return html``;
  const entries = history.toSorted((one, other) => other.id - one.id);
  return html`<section><h2>History</h2><ol class="history">${entries.map((entry, index) => renderHistoryStep(entry, entries[index + 1]))}</ol></section>`;
}

function renderHistoryStep(entry: HistoryEntry, before: HistoryEntry | undefined): Html {
  const changes = before ? findChanges(before.item, entry.item) : [];
  return html`<li><p><strong><bdi>${entry.reason}</bdi></strong><br>
<span class="muted">${entry.username}, ${formatTimestamp(entry.timestamp)}</span></p>
${changes.length === 0 ? '' : renderChangeTable(changes)}</li>`;
}

function renderChangeTable(changes: readonly Change[]): Html {
  return html`<table class="rows changes"><thead><tr><th scope="col">Field</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
<tbody>${changes.map(
    ({ path, before, after }) => html`<tr><td class="main"><code>${path}</code></td>
<td><del>${formatValue(before)}</del></td><td><ins>${formatValue(after)}</ins></td></tr>`,
  )}</tbody></table>`;
}

function formatValue(value: unknown): Html {
  if (value === undefined) return html`<span class="muted">nothing</span>`;
  const text = String(value);
  return html`<bdi>${text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text}</bdi>`;
}

/** A difference between two records; undefined where a record has no value. */
type Change = { path: string; before: unknown; after: unknown };

/** The differences between two records, by the path of each value that is not a record or list. */
function findChanges(before: unknown, after: unknown): Change[] {
  const [old, now] = [listLeaves(before), listLeaves(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((path) => ({ path, before: old.get(path), after: now.get(path) }))
    .filter((change) => change.before !== change.after);
}

function listLeaves(value: unknown, path = ''): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map([[path, value ?? undefined]]);
  return new Map(
    Object.entries(value).flatMap(([key, member]) => [
      ...listLeaves(member, path === '' ? key : `${path}.${key}`),
    ]),
  );
}
