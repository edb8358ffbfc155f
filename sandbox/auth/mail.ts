import type { User } from '../http/route.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

/** Has a mail sent, by a job of the user on whose account it is. */
export function mail(state: SandboxState, user: User, email_to: string, subject: string): void {
  const payload = { email_to, subject, body: `${subject}, by ${user.username}.`, reason: subject };
  state.jobs.launch({ username: user.username, subType: 'SEND_EMAIL', payload });
}
