import { html as htmlReply, type Reply } from '../http/reply.ts';
import { renderStandalonePage } from '../web/layout.ts';
import { html } from '../web/parts/html.ts';
import type { DeviceCodes } from './device-codes.ts';
import { PEOPLE } from './users.ts';

/** The page on which a person enters a code and approves the login. It requires no password. */
export async function renderDevicePage(userCode: string, message = ''): Promise<Reply> {
  const body = html`${message === '' ? '' : html`<p class="note" role="status">${message}</p>`}
<form class="stacked" method="post">
<label>Code shown by the program <input name="user_code" value="${userCode}" required></label>
<label>Sign in as <select name="username">${Object.keys(PEOPLE).map((name) => html`<option>${name}</option>`)}</select></label>
<p><button name="decision" value="approved">Allow</button> <button name="decision" value="denied">Deny</button></p>
</form>`;
  return htmlReply(await renderStandalonePage('Device login', body));
}

/** Handles the buttons of the page. */
export async function decideOnDevice(form: URLSearchParams, codes: DeviceCodes): Promise<Reply> {
  const userCode = form.get('user_code') ?? '';
  const decision = form.get('decision') === 'denied' ? 'denied' : 'approved';
  const username = form.get('username') ?? PEOPLE.modeller.username;
  const isKnownCode = codes.decide(userCode, decision, username);
  if (!isKnownCode) return renderDevicePage(userCode, 'This code is not valid.');
  return renderDevicePage(
    '',
    decision === 'approved' ? `Access allowed. The program is signed in as ${username}.` : 'Access denied.',
  );
}
