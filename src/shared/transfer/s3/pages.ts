import type { UnexpectedResponseError } from '../../client/errors.ts';
import { copyText } from '../../memory/copy-text.ts';
import type { Requester } from '../http/requester.ts';

/** S3 allows pages of up to 1,000 entries; some stores return smaller ones. */
const MAX_PAGES = 10_000;

/** Follows the tokens of a paged response, so that a listing ends whatever the store returns. */
export class PageTokens {
  readonly #requester: Requester;
  readonly #operation: string;
  readonly #used = new Set<string>();

  constructor(requester: Requester, operation: string) {
    this.#requester = requester;
    this.#operation = operation;
  }

  /**
   * Returns the token of the next page, or `undefined` after the last page.
   * @throws UnexpectedResponseError if it is unclear whether another page follows, if the token is missing or was used
   * before, or after too many pages.
   */
  next(isTruncated: string, token: string | undefined): string | undefined {
    if (isTruncated === 'false') return undefined;
    if (isTruncated !== 'true')
      throw this.#createError(`IsTruncated is ${JSON.stringify(isTruncated.slice(0, 100))}`);
    if (!token) throw this.#createError('a page without a token for the next page');
    if (this.#used.has(token)) throw this.#createError(`the same page token twice (${token.slice(0, 100)})`);
    if (this.#used.size >= MAX_PAGES) throw this.#createError(`more than ${MAX_PAGES} pages`);
    this.#used.add(copyText(token));
    return token;
  }

  #createError(problem: string): UnexpectedResponseError {
    return this.#requester.createResponseError(this.#operation, problem);
  }
}
