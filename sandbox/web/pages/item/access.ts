import type { StoredItem } from '../../../registry/models/item.ts';
import type { SandboxState } from '../../../state/sandbox-state.ts';
import { formatTimestamp } from '../../parts/format.ts';
import { type Html, html } from '../../parts/html.ts';

export function renderAccessSection(state: SandboxState, { id, owner_username }: StoredItem): Html {
  const settings = state.access.get(id);
  if (!settings) return html``;
  const names = new Map(state.groups.entries().map(([group, { display_name }]) => [group, display_name]));
  const owner =
    settings.owner === owner_username ? settings.owner : `${settings.owner} (of the access settings)`;
  return html`<section><h2>Access</h2>
<dl class="fields">
<div><dt>Owner</dt><dd>${owner}: everything</dd></div>
<div><dt>Everyone</dt><dd>${formatRoles(settings.general)}</dd></div>
${Object.entries(settings.groups).map(([group, roles]) => html`<div><dt>Group <bdi>${names.get(group) ?? group}</bdi></dt><dd>${formatRoles(roles)}</dd></div>`)}
</dl>
${renderLockHistory(state, id)}</section>`;
}

function formatRoles(roles: readonly string[]): string {
  return roles.length === 0 ? 'nothing' : roles.join(', ');
}

function renderLockHistory(state: SandboxState, id: string): Html {
  const events = state.locks.get(id)?.history ?? [];
  if (events.length === 0) return html``;
  return html`<h3>Locks</h3><ol class="log">${events.map(
    ({ action_type, username, reason, timestamp }) =>
      html`<li>${formatTimestamp(timestamp)} ${username} ${action_type === 'LOCK' ? 'locked' : 'unlocked'} it: <bdi>${reason}</bdi></li>`,
  )}</ol>`;
}
