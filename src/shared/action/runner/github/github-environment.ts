import { readFile } from 'node:fs/promises';
import { tryParseJson } from '../../../client/json/try-parse-json.ts';
import { getField, getTextField } from '../../../client/mapping.ts';
import { describeFileFailure } from '../../../files/write-errors.ts';

/**
 * Reads the file of the event that started the run. `context` of `@actions/github` does not distinguish a missing file from
 * another event, and cannot be loaded if the file is not JSON.
 * @throws Error when the file cannot be read.
 */
export async function readEvent(path: string | undefined) {
  if (!path) throw new Error('the variable GITHUB_EVENT_PATH is not set');
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const reason = describeFileFailure(cause);
    throw reason === undefined ? cause : createEventError(path, reason, cause);
  });
  const event = tryParseJson(text);
  if (event === undefined) throw createEventError(path, 'it is not JSON');
  const pullRequest = getField(event, 'pull_request');
  const issue = getField(event, 'issue');
  // A comment on the page of a pull request is an event of its issue.
  const number = getField(getField(issue, 'pull_request') ? issue : pullRequest, 'number');
  const head = getField(pullRequest, 'head');
  return {
    pullRequest:
      typeof number === 'number'
        ? // In such an event, `GITHUB_SHA` is a merge commit; this is the latest commit of the branch.
          { number, headSha: getTextField(head, 'sha') }
        : undefined,
    /** `owner/name` of the repository of the branch of a pull request, or of a completed workflow run: it can be a fork. */
    headRepository: getTextField(
      getField(head, 'repo') ?? getField(getField(event, 'workflow_run'), 'head_repository'),
      'full_name',
    ),
  };
}

function createEventError(path: string, reason: string, cause?: unknown): Error {
  return new Error(`the event file ${path} (GITHUB_EVENT_PATH) cannot be read: ${reason}`, {
    cause,
  });
}

/**
 * Checks the address of GitHub's API before `@actions/github` is loaded, which fails without naming the variable.
 * @param url undefined outside of a runner; then the API is the public one.
 * @throws Error when it is not an http or https URL.
 */
export function assertApiUrl(url: string | undefined): void {
  if (url === undefined || (/^https?:/i.test(url) && URL.canParse(url))) return;
  throw new Error(`the variable GITHUB_API_URL is not an http or https URL: ${JSON.stringify(url)}`);
}
