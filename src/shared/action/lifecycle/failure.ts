import { getErrorMessage } from '../../client/error-message.ts';
import {
  AuthError,
  ForbiddenError,
  InvalidError,
  NotFoundError,
  ProvenaError,
  UnavailableError,
  UnexpectedResponseError,
} from '../../client/errors.ts';
import { type Problem, UnlinkedUserError, UserError } from '../../documents/problem.ts';
import { describeFileFailureWithPath, getFilePath, isDiskFull } from '../../files/write-errors.ts';
import { adviseOnFile, StepFailedError } from '../runner/step-failed-error.ts';
import type { TroubleshootingAnchor } from '../runner/troubleshooting-anchors.ts';
import { StepCancelledError } from './cancellation.ts';

/** What a step prints about the error that ended it. */
export interface Failure {
  readonly message: string;
  readonly advice: string;
  readonly anchor: TroubleshootingAnchor;
  /** Problems with their own location, each an annotation before the message. */
  readonly problems?: readonly Problem[];
  /** The number of further problems, which are not listed. */
  readonly unlistedCount?: number;
}

/**
 * Maps any error to a message, advice and a section of the troubleshooting page.
 * @param hasConnected false if the step has sent nothing to an API.
 */
export function describeFailure(error: unknown, { hasConnected = true } = {}): Failure {
  if (error instanceof UserError) return describeUserError(error, hasConnected);
  if (error instanceof StepFailedError) {
    return { message: error.message, advice: error.advice, anchor: error.anchor };
  }
  // A step that has sent nothing has no outputs that list what was created.
  if (error instanceof StepCancelledError && !hasConnected)
    return { message: error.message, advice: NOTHING_RECORDED_ADVICE, anchor: 'step-cancelled' };
  if (error instanceof StepCancelledError || error instanceof ProvenaError) return describeKnownError(error);
  if (isDiskFull(error) || getFilePath(error) !== undefined) {
    const message = getErrorMessage(error);
    return {
      message: isDiskFull(error)
        ? `the disk is full: ${message}`
        : (describeFileFailureWithPath(error) ?? message),
      advice: adviseOnFile(
        error,
        'Check that the path exists and that the user of the runner may read and write it, then re-run the job.',
      ),
      anchor: 'file-not-writable',
    };
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    message: `${message} (this is a bug in the action)`,
    advice: 'Please report it with the log of a run with debug logging enabled.',
    anchor: 'internal-error',
  };
}

export const REQUEST_ACCESS_ADVICE =
  'Ask the owner of the item or an administrator of the instance for the access named above.';

export const CHECK_ID_ADVICE = 'Check the id, and that it belongs to this instance.';

const NOTHING_RECORDED_ADVICE = 'Nothing was recorded. Re-run the job to continue.';

export const LINK_PERSON_ADVICE =
  'Link the user to a person on the profile page of the instance, then re-run the job.';

function describeUserError(error: UserError, hasConnected: boolean): Failure {
  const { problems, message } = error;
  const { count } = error.problemList;
  const one = count === 1;
  if (error instanceof UnlinkedUserError)
    return { message, advice: LINK_PERSON_ADVICE, anchor: 'user-not-linked' };
  return {
    message: one ? message : `${count} problems found:\n${message}`,
    advice: `Correct the ${one ? 'problem' : 'problems'} above.${
      error.isBeforeWrite || !hasConnected ? ' Nothing was recorded.' : ''
    }`,
    anchor: 'invalid-input',
    problems: problems.filter((problem) => problem.place?.file !== undefined || !one),
    unlistedCount: count - problems.length,
  };
}

function describeKnownError(error: StepCancelledError | ProvenaError): Failure {
  const family = error instanceof StepCancelledError ? 'aborted' : error.family;
  const { advice, anchor } = ADVICE[family];
  // The advice for an unexpected response refers to the address that it came from.
  const url = error instanceof UnexpectedResponseError ? error.request?.url : undefined;
  const address = url === undefined || error.message.includes(url) ? '' : `\nAddress: ${url}`;
  // A local check that failed has no request; its section is not that of a 422 response.
  const isLocal = error instanceof InvalidError && error.request === undefined && error.status === undefined;
  return {
    message: `${error.message}${address}`,
    advice: getSpecificAdvice(error) ?? advice,
    anchor: isLocal ? 'invalid-input' : anchor,
  };
}

function getSpecificAdvice(error: StepCancelledError | ProvenaError): string | undefined {
  // From a store, whose address is in the message, or the result of several requests.
  if (error instanceof UnexpectedResponseError && error.request === undefined)
    return 'If the addresses of the instance and its store are right, please report this response.';
  // A 4xx response that is not from Provena.
  if (error instanceof UnexpectedResponseError && (error.status ?? 0) >= 400)
    return "Check the address above, the proxy settings, and what the firewall of the runner's network permits.";
  if (error instanceof UnavailableError) return getUnavailableAdvice(error);
  if (error instanceof ForbiddenError && error.missingRoles.length > 0)
    return 'Request the role on the profile page of the instance, or use the token of a user who has it.';
  // Only a gateway or another program responds with 404: Provena responds to an unknown id with 200 or 400.
  const isPathUnknown = error instanceof NotFoundError || error instanceof AuthError;
  return isPathUnknown && error.status === 404 ? WRONG_ADDRESS_ADVICE : undefined;
}

function getUnavailableAdvice({
  status,
  detail,
  unknownHost,
  hasWrongScheme,
  transient,
}: UnavailableError): string | undefined {
  if (hasWrongScheme) return WRONG_ADDRESS_ADVICE;
  // A later attempt cannot help if the host does not exist.
  if (unknownHost !== undefined)
    return 'Correct the domain (input domain or PROVENA_DOMAIN), or the address in endpoints. Behind a proxy, set HTTPS_PROXY.';
  // A host of the store or a proxy that does not exist, a certificate that is not trusted, a proxy that requires a password.
  if (!transient && status === undefined)
    return 'Correct the address, the certificate or the proxy setting that is named above. Without a change, the step fails again.';
  // Provena also returns 500 for requests that can never succeed, with the reason as a sentence.
  return status === 500 && detail !== undefined
    ? 'The message above is from the server. If it names nothing that you can change, re-run the job later.'
    : undefined;
}

const WRONG_ADDRESS_ADVICE =
  'Correct the address in endpoints (input endpoints or PROVENA_ENDPOINTS), or the inputs domain and realm, if it is derived from them.';

const ADVICE: Readonly<
  Record<ProvenaError['family'], { readonly advice: string; readonly anchor: TroubleshootingAnchor }>
> = {
  auth: {
    advice:
      'Check the input offline-token or PROVENA_OFFLINE_TOKEN, or the other credentials of the step. Pull requests from forks and Dependabot get no secrets.',
    anchor: 'authentication-failed',
  },
  forbidden: {
    advice: REQUEST_ACCESS_ADVICE,
    anchor: 'permission-denied',
  },
  rejected: {
    advice: 'The message above is from the server. Correct what it names.',
    anchor: 'request-rejected',
  },
  invalid: { advice: 'Correct the fields or files named above.', anchor: 'request-validation-failed' },
  notFound: { advice: CHECK_ID_ADVICE, anchor: 'not-found' },
  unavailable: {
    advice: 'Re-run the job later. If the failure persists, check the address above and the proxy settings.',
    anchor: 'server-unavailable',
  },
  timedOut: { advice: 'Re-run the job later. The server may be busy.', anchor: 'request-timeout' },
  aborted: {
    advice: 'The outputs and the summary list what was created, if anything. Re-run the job to continue.',
    anchor: 'step-cancelled',
  },
  unexpectedResponse: {
    advice: 'Check that the address above is a Provena service. If it is, please report this response.',
    anchor: 'unexpected-response',
  },
};
