import type { StoredItem } from '../../../registry/models/item.ts';
import type { SandboxState } from '../../../state/sandbox-state.ts';
import { formatTimestamp } from '../../parts/format.ts';
import { type Html, html } from '../../parts/html.ts';
import { findItem, renderItemLink } from '../../parts/items.ts';

/** All versions of an item, the newest first; empty if there is one. */
export function renderVersionsSection(state: SandboxState, item: StoredItem): Html {
  const versions = listVersions(state, item);
  if (versions.length < 2) return html``;
  return html`<section><h2>Versions</h2><ol class="versions">${versions.map(
    (one) => html`<li>
<strong>${one.versioning_info?.version}</strong>
${one.id === item.id ? html`<span aria-current="true">this version</span>` : renderItemLink(state, one.id)}
<span class="muted">${formatTimestamp(one.created_timestamp)}</span>
${one.versioning_info?.reason ? html`<br><bdi>${one.versioning_info.reason}</bdi>` : ''}</li>`,
  )}</ol></section>`;
}

function listVersions(state: SandboxState, item: StoredItem): StoredItem[] {
  const newer = followVersions(state, item, 'next_version');
  const older = followVersions(state, item, 'previous_version');
  return [...newer.reverse(), item, ...older];
}

/** The versions before or after an item, nearest first. Imported records can form a cycle. */
function followVersions(
  state: SandboxState,
  start: StoredItem,
  towards: 'next_version' | 'previous_version',
): StoredItem[] {
  const found = new Map<string, StoredItem>();
  let at: StoredItem | undefined = start;
  while (at) {
    at = findItem(state, at.versioning_info?.[towards] ?? '');
    if (!at || at.id === start.id || found.has(at.id)) break;
    found.set(at.id, at);
  }
  return [...found.values()];
}
