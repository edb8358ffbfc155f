import { describeProblem } from '../../spec/problem.ts';
import { LONGEST_ANNOTATION } from '../runner/annotations.ts';
import { annotations, runnerLog } from '../runner/log.ts';
import { literal } from '../runner/markdown.ts';
import type { Summary } from '../runner/summary.ts';
import { describeFailure } from './failure.ts';
import type { Topic } from './topics.ts';

/** Fails the step: annotations where a file is at fault, one message, and what to do next. */
export function failStep(error: unknown, summary: Summary): void {
  const { message, advice, topic, problems } = describeFailure(error);
  for (const problem of problems) {
    const text = [problem.path, problem.message].filter(Boolean).join(': ');
    runnerLog.error(problem.place?.file === undefined ? describeProblem(problem) : text, problem.place);
  }
  runnerLog.debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const end = [advice, troubleshooting(topic)].filter(Boolean).join('\n');
  // Problems are lines of the log by themselves.
  if (message.length > LONGEST_MESSAGE && problems.length === 0) runnerLog.info(message);
  const shown = beginning(message);
  annotations.fail(shown, end);
  summary.add(`**Failed.** ${shown.split('\n').map(literal).join('<br>')}\n\n${advice}`);
}

/** Room for what to do next, which stands at the end. */
const LONGEST_MESSAGE = LONGEST_ANNOTATION - 1200;

/** As many lines of a message as a runner shows with the advice below them. */
function beginning(message: string): string {
  if (message.length <= LONGEST_MESSAGE) return message;
  const kept = message.slice(0, LONGEST_MESSAGE);
  const whole = kept.slice(0, Math.max(kept.lastIndexOf('\n'), LONGEST_MESSAGE / 2));
  const left = message.slice(whole.length).trim().split('\n').length;
  return `${whole}\n… (${left} more ${left === 1 ? 'line is' : 'lines are'} in the log of the step)`;
}

/** The section on this kind of failure, in the copy of the documentation that belongs to the action that runs. */
function troubleshooting(topic: Topic): string {
  const {
    GITHUB_SERVER_URL: server,
    GITHUB_ACTION_REPOSITORY: repository,
    GITHUB_ACTION_REF: ref,
  } = process.env;
  const path = `docs/troubleshooting.md#${topic}`;
  return `More: ${server && repository ? `${server}/${repository}/blob/${ref || 'main'}/${path}` : path}`;
}
