import { listEmails } from '../../jobs/outbox.ts';
import type { SandboxState } from '../../state/sandbox-state.ts';
import type { Page } from '../layout.ts';
import { renderLiveRegion } from '../parts/controls.ts';
import { formatTimestamp } from '../parts/format.ts';
import { html } from '../parts/html.ts';

/** The emails that a real server would have sent, the newest first. */
export function renderEmailsPage(state: SandboxState): Page {
  const emails = listEmails(state).reverse();
  const none = html`<p>None yet. Emails that a real server would send appear here, for example when a user requests access.</p>`;
  const list = emails.map(
    (email, index) => html`<article class="card" data-key="${emails.length - index}">
<h2><bdi>${email.subject}</bdi></h2>
<p class="muted">To <bdi>${email.email_to}</bdi>, ${formatTimestamp(email.sent_at)}. Reason: <bdi>${email.reason}</bdi></p>
<pre tabindex="0" role="region" aria-label="Text of the email">${email.body}</pre></article>`,
  );
  return {
    title: 'Emails',
    body: renderLiveRegion('emails', emails.length === 0 ? none : html`${list}`),
  };
}
