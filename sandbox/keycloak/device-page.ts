import { html, type Reply } from '../http/reply.ts';
import { escapeHtml } from '../web/escape.ts';
import { page } from '../web/page.ts';
import type { DeviceCodes } from './device-codes.ts';
import { PEOPLE } from './users.ts';

/** The page on which a person types a code and lets the program in. Nobody is asked for a password here. */
export function devicePage(userCode: string, message = ''): Reply {
  const choices = Object.keys(PEOPLE).map((name) => `<option>${name}</option>`);
  const body = `
    ${message === '' ? '' : `<p role="status"><strong>${escapeHtml(message)}</strong></p>`}
    <form method="post">
      <p><label>Code shown by the program <input name="user_code" value="${escapeHtml(userCode)}" required></label></p>
      <p><label>Sign in as <select name="username">${choices.join('')}</select></label></p>
      <p><button name="verdict" value="approved">Let it in</button> <button name="verdict" value="denied">Deny</button></p>
    </form>`;
  return html(page('Device login', body));
}

/** What the page's buttons do. */
export function decideOnDevice(form: URLSearchParams, codes: DeviceCodes): Reply {
  const userCode = form.get('user_code') ?? '';
  const verdict = form.get('verdict') === 'denied' ? 'denied' : 'approved';
  const username = form.get('username') ?? PEOPLE.modeller.username;
  const known = codes.decide(userCode, verdict, username);
  if (!known) return devicePage(userCode, 'No program waits for this code.');
  return devicePage(
    '',
    verdict === 'approved' ? `The program is let in as ${username}.` : 'The program is denied.',
  );
}
