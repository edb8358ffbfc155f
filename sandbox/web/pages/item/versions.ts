import type { StoredItem } from '../../../registry/models/item.ts';
import type { World } from '../../../world.ts';
import { moment } from '../../parts/amounts.ts';
import { type Html, html } from '../../parts/html.ts';
import { itemLink, itemWith } from '../../parts/items.ts';

/** The versions that an item is one of, the newest first; nothing when it is the only one. */
export function versionsSection(world: World, item: StoredItem): Html {
  const versions = versionsOf(world, item);
  if (versions.length < 2) return html``;
  return html`<section><h2>Versions</h2><ol class="versions">${versions.map(
    (one) => html`<li>
<strong>${one.versioning_info?.version}</strong>
${one.id === item.id ? html`<span aria-current="true">this one</span>` : itemLink(world, one.id)}
<span class="muted">${moment(one.created_timestamp)}</span>
${one.versioning_info?.reason ? html`<br><bdi>${one.versioning_info.reason}</bdi>` : ''}</li>`,
  )}</ol></section>`;
}

function versionsOf(world: World, item: StoredItem): StoredItem[] {
  const newer = chain(world, item, 'next_version');
  const older = chain(world, item, 'previous_version');
  return [...newer.reverse(), item, ...older];
}

/** The versions on one side of an item, nearest first. Imported records may lead in a circle. */
function chain(world: World, start: StoredItem, towards: 'next_version' | 'previous_version'): StoredItem[] {
  const found = new Map<string, StoredItem>();
  let at: StoredItem | undefined = start;
  while (at) {
    at = itemWith(world, at.versioning_info?.[towards] ?? '');
    if (!at || at.id === start.id || found.has(at.id)) break;
    found.set(at.id, at);
  }
  return [...found.values()];
}
