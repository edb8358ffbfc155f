import { ProvenaError } from '../../client/http/errors.ts';
import { isDiskFull } from '../../files/write-errors.ts';
import { type Problem, UserError } from '../../spec/problem.ts';
import { StepCancelledError } from './cancellation.ts';
import type { TroubleshootingAnchor } from './troubleshooting-anchors.ts';

/** What a person gets to see of an error that ended a step. */
export interface Failure {
  /** The step's last line: what went wrong. */
  readonly message: string;
  /** What to do next. */
  readonly advice: string;
  /** The section of docs/troubleshooting.md. */
  readonly anchor: TroubleshootingAnchor;
  /** Problems with a place of their own, annotated before the last line. */
  readonly problems: readonly Problem[];
}

/** A step did what it could and the outcome is bad: a job failed, time ran out. Carries its own advice. */
export class StepFailedError extends Error {
  override readonly name = 'OutcomeError';
  readonly advice: string;
  readonly anchor: TroubleshootingAnchor;

  constructor(message: string, options: { advice: string; topic: TroubleshootingAnchor; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.advice = options.advice;
    this.anchor = options.topic;
  }
}

/** Every error as a person gets to see it. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof UserError) return describeUserError(error);
  if (error instanceof StepFailedError) {
    return { message: error.message, advice: error.advice, anchor: error.anchor, problems: [] };
  }
  if (error instanceof StepCancelledError || error instanceof ProvenaError) return describeKnownError(error);
  if (isDiskFull(error)) {
    return {
      message: `the disk is full: ${error instanceof Error ? error.message : error}`,
      advice: 'Free some disk space on the runner, and run the step again.',
      anchor: 'file-not-writable',
      problems: [],
    };
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    message: `${message} (this is a bug in the action)`,
    advice: 'Please report it with the log of a run that has debug logging enabled.',
    anchor: 'internal-error',
    problems: [],
  };
}

function describeUserError({ problems, message }: UserError): Failure {
  const one = problems.length === 1;
  return {
    message: one ? message : `${problems.length} problems have to be corrected:\n${message}`,
    advice: 'Correct what is named above and run the step again; nothing was recorded.',
    anchor: 'invalid-input',
    problems: problems.filter((problem) => problem.place?.file !== undefined || !one),
  };
}

function describeKnownError(error: StepCancelledError | ProvenaError): Failure {
  const family = error instanceof StepCancelledError ? 'aborted' : error.family;
  const { advice, section } = ADVICE[family];
  const said = error instanceof ProvenaError && error.family === 'unavailable' && error.detail !== undefined;
  return {
    message: error.message,
    advice: said ? SERVER_ERROR_ADVICE : advice,
    anchor: section,
    problems: [],
  };
}

/** Provena answers 500 also where what was asked cannot be done, and says so in a sentence. */
const SERVER_ERROR_ADVICE =
  'The sentence above is the server’s own. If it names nothing that you can change, run the step again later.';

const ADVICE: Readonly<
  Record<ProvenaError['family'], { readonly advice: string; readonly section: TroubleshootingAnchor }>
> = {
  auth: {
    advice:
      'Check the secret that holds the token: it may be revoked, of another realm, or not given to this run (pull requests from forks and Dependabot get no secrets).',
    section: 'authentication-failed',
  },
  forbidden: {
    advice:
      'Ask the owner of the item, or an administrator of the instance, for the access that is named above.',
    section: 'permission-denied',
  },
  refused: {
    advice: 'The sentence above is the server’s own; correct what it names.',
    section: 'request-rejected',
  },
  invalid: { advice: 'Correct the fields named above.', section: 'request-validation-failed' },
  notFound: { advice: 'Check the id, and that it is of this instance.', section: 'not-found' },
  unavailable: {
    advice: 'Run the step again later. If it lasts, check the address above and the proxy settings.',
    section: 'server-unavailable',
  },
  timedOut: { advice: 'Run the step again later; the server may be busy.', section: 'request-timeout' },
  aborted: {
    advice: 'What was made so far is in the outputs and the summary; run the job again to go on.',
    section: 'step-cancelled',
  },
  notUnderstood: {
    advice: 'Is the address above really a Provena service? If it is, please report this answer.',
    section: 'unexpected-response',
  },
};
