import { findPersonId } from '../../auth/links.ts';
import type { Login } from '../../keycloak/realm.ts';
import { PEOPLE, type Role } from '../../keycloak/users.ts';
import type { SandboxState } from '../../state/sandbox-state.ts';
import type { Page } from '../layout.ts';
import type { PageContext } from '../page-context.ts';
import { renderCopyable } from '../parts/controls.ts';
import { type Html, html } from '../parts/html.ts';
import { renderItemLink } from '../parts/items.ts';

/** The users, with their passwords and offline tokens. */
export function renderUsersPage({ state, users }: PageContext): Page {
  const entries = Object.entries(users) as [Role, Login][]; // `Object.entries` widens the keys to strings
  return {
    title: 'Users',
    body: html`<p>Programs log in with the password as <code>client-tools</code>, or with the offline token as
<code>automated-access</code>.</p>
<div class="cards">${entries.map(([role, login]) => renderUserCard(state, role, login))}</div>`,
  };
}

function renderUserCard(
  state: SandboxState,
  role: Role,
  { username, email, password, offlineToken }: Login,
): Html {
  const person = findPersonId(state, username);
  const { firstName, lastName } = PEOPLE[role];
  const roles = PEOPLE[role].roles.filter((name) => /-(read|write|admin)$/.test(name));
  return html`<section class="card" aria-labelledby="user-${username}"><h2 id="user-${username}">${username}</h2>
<p class="muted">${firstName} ${lastName}, ${email}</p>
<dl class="fields">
<div><dt>Password</dt><dd>${renderCopyable(password, `password of ${username}`)}</dd></div>
<div><dt>Offline token</dt><dd>${renderCopyable(offlineToken, `offline token of ${username}`)}</dd></div>
<div><dt>Person</dt><dd>${person === undefined ? html`<span class="muted">not linked</span>` : renderItemLink(state, person)}</dd></div>
<div><dt>Roles</dt><dd>${roles.length === 0 ? html`<span class="muted">none</span>` : roles.join(', ')}</dd></div>
</dl></section>`;
}
