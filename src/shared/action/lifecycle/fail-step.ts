import { describeProblem } from '../../spec/problem.ts';
import { MAX_ANNOTATION_LENGTH } from '../runner/annotations.ts';
import { annotations, runnerLog } from '../runner/log.ts';
import { escapeMarkdown } from '../runner/markdown.ts';
import type { Summary } from '../runner/summary.ts';
import { describeFailure } from './failure.ts';
import type { TroubleshootingAnchor } from './troubleshooting-anchors.ts';

/** Fails the step: annotations where a file is at fault, one message, and what to do next. */
export function failStep(error: unknown, summary: Summary): void {
  const { message, advice, anchor: topic, problems } = describeFailure(error);
  for (const problem of problems) {
    const text = [problem.path, problem.message].filter(Boolean).join(': ');
    runnerLog.error(problem.place?.file === undefined ? describeProblem(problem) : text, problem.place);
  }
  runnerLog.debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const end = [advice, formatTroubleshootingLink(topic)].filter(Boolean).join('\n');
  // Problems are lines of the log by themselves.
  if (message.length > MAX_MESSAGE_LENGTH && problems.length === 0) runnerLog.info(message);
  const shown = truncateMessage(message);
  annotations.fail(shown, end);
  summary.add(`**Failed.** ${shown.split('\n').map(escapeMarkdown).join('<br>')}\n\n${advice}`);
}

/** Room for what to do next, which stands at the end. */
const MAX_MESSAGE_LENGTH = MAX_ANNOTATION_LENGTH - 1200;

/** As many lines of a message as a runner shows with the advice below them. */
function truncateMessage(message: string): string {
  if (message.length <= MAX_MESSAGE_LENGTH) return message;
  const kept = message.slice(0, MAX_MESSAGE_LENGTH);
  const whole = kept.slice(0, Math.max(kept.lastIndexOf('\n'), MAX_MESSAGE_LENGTH / 2));
  const left = message.slice(whole.length).trim().split('\n').length;
  return `${whole}\n… (${left} more ${left === 1 ? 'line is' : 'lines are'} in the log of the step)`;
}

/** The section on this kind of failure, in the copy of the documentation that belongs to the action that runs. */
function formatTroubleshootingLink(topic: TroubleshootingAnchor): string {
  const {
    GITHUB_SERVER_URL: server,
    GITHUB_ACTION_REPOSITORY: repository,
    GITHUB_ACTION_REF: ref,
  } = process.env;
  const path = `docs/troubleshooting.md#${topic}`;
  return `More: ${server && repository ? `${server}/${repository}/blob/${ref || 'main'}/${path}` : path}`;
}
