import * as core from '@actions/core';
import { describeProblem } from '../spec/problem.ts';
import { describeFailure } from './failure.ts';
import { inert, runnerLog } from './log.ts';
import { literal } from './markdown.ts';
import type { Summary } from './summary.ts';

/** Fails the step: annotations where a file is at fault, one message, and what to do next. */
export function failStep(error: unknown, summary: Summary): void {
  const { message, advice, topic, problems } = describeFailure(error);
  for (const problem of problems) {
    const text = [problem.path, problem.message].filter(Boolean).join(': ');
    runnerLog.error(problem.place?.file === undefined ? describeProblem(problem) : text, problem.place);
  }
  runnerLog.debug(inert(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  const help = troubleshooting(topic);
  core.setFailed([message, advice, help].filter(Boolean).join('\n'));
  summary.add(`**Failed.** ${message.split('\n').map(literal).join('<br>')}\n\n${advice}`);
}

/** The section on this kind of failure, in the copy of the documentation that belongs to the action that runs. */
function troubleshooting(topic: string): string {
  const {
    GITHUB_SERVER_URL: server,
    GITHUB_ACTION_REPOSITORY: repository,
    GITHUB_ACTION_REF: ref,
  } = process.env;
  const path = `docs/troubleshooting.md#${topic}`;
  return `More: ${server && repository ? `${server}/${repository}/blob/${ref || 'main'}/${path}` : path}`;
}
