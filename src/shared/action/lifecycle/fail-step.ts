import { getErrorStack } from '../../client/error-message.ts';
import { formatCount } from '../../format-count.ts';
import { MAX_ANNOTATION_LENGTH } from '../runner/log/annotations.ts';
import { annotations, runnerLog } from '../runner/log/log.ts';
import { escapeMarkdown, formatLink } from '../runner/markdown/markdown.ts';
import type { Summary } from '../runner/markdown/summary.ts';
import { formatDocsLink } from '../runner/troubleshooting-anchors.ts';
import { describeFailure, type Failure } from './failure.ts';

/**
 * Fails the step: annotates the problems in files, then prints the message, the advice and a link to the docs.
 * @param hasConnected false if the step has sent nothing to an API.
 */
export function failStep(
  error: unknown,
  summary: Summary,
  { hasConnected }: { readonly hasConnected: boolean },
): void {
  const failure = describeFailure(error, { hasConnected });
  const { message, advice, anchor, problems = [], unlistedCount = 0 } = failure;
  for (const problem of problems) annotations.addProblem(problem);
  annotations.addUnprintedErrors(unlistedCount);
  runnerLog.debug(getErrorStack(error));
  const help = `docs/troubleshooting.md#${anchor}`;
  const end = [advice, `Help: ${formatDocsLink(help)}`].filter(Boolean).join('\n');
  // Problems are already in the log, one line each.
  if (message.length > MAX_MESSAGE_LENGTH && problems.length === 0) runnerLog.info(message);
  const annotation = truncateMessage(failure);
  annotations.fail(annotation, end);
  const link = `Help: ${formatLink(help, formatDocsLink(help))}`;
  const paragraphs = [`**Failed.** ${escapeLines(annotation)}`, escapeLines(advice), link];
  summary.add(paragraphs.filter(Boolean).join('\n\n'));
}

/** The message and the advice can contain names from inputs, files and the server. */
function escapeLines(text: string): string {
  return text.split('\n').map(escapeMarkdown).join('<br>');
}

/** Leaves room in the annotation for the advice and the link. */
const MAX_MESSAGE_LENGTH = MAX_ANNOTATION_LENGTH - 1200;

/** The leading lines of a message that fit in an annotation together with the advice. */
function truncateMessage({ message, problems = [], unlistedCount = 0 }: Failure): string {
  if (message.length <= MAX_MESSAGE_LENGTH) return message;
  const head = message.slice(0, MAX_MESSAGE_LENGTH);
  const wholeLines = head.slice(0, Math.max(head.lastIndexOf('\n'), MAX_MESSAGE_LENGTH / 2));
  if (unlistedCount > 0)
    return `${wholeLines}\n… (the first ${problems.length} problems are in the step log)`;
  const omitted = message.slice(wholeLines.length).trim().split('\n').length;
  return `${wholeLines}\n… (${formatCount(omitted, 'more line')} in the step log)`;
}
