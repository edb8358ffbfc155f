import { formatCount } from '../../format-count.ts';
import { formatCode } from '../runner/markdown/markdown.ts';
import type { Registration } from './registration.ts';

/** Formats `Sent 2 model runs; 1 had been sent earlier`. */
export function formatRegistration({ sent, reused, lodgedNow }: Registration): string {
  return [
    `Sent ${formatCount(sent, 'model run')}`,
    ...(reused > 0 ? [`${reused} had been sent earlier`] : []),
    ...(lodgedNow > 0
      ? [
          `added ${formatCount(lodgedNow, 'model run')}, whose ${lodgedNow === 1 ? 'job' : 'jobs'} had failed, to the graph`,
        ]
      : []),
  ].join('; ');
}

/** The summary of a step that does not wait for the jobs: the registration, and the sessions to wait for. */
export function formatSentSummary(registration: Registration): string {
  const { sessions } = registration;
  // The runs can be in the graph although their jobs failed.
  if (sessions.length === 0) return `${formatRegistration(registration)}.`;
  const firstSessions = sessions.slice(0, 20).map(formatCode);
  const more =
    sessions.length > firstSessions.length ? ` and ${sessions.length - firstSessions.length} more` : '';
  return `${formatRegistration(registration)}. ${sessions.length === 1 ? 'Session' : 'Sessions'}: ${firstSessions.join(', ')}${more}.`;
}
