import { UnexpectedResponseError } from '../../client/http/errors.ts';

/** S3 allows pages of up to 1,000 entries; some stores return smaller ones. */
const MAX_PAGES = 10_000;

/** Follows the tokens of a paged response, so that a listing ends whatever the store returns. */
export class PageTokens {
  readonly #operation: string;
  readonly #used = new Set<string>();

  constructor(operation: string) {
    this.#operation = operation;
  }

  /**
   * Returns the token of the next page, or `undefined` after the last page.
   * @throws UnexpectedResponseError if the token is missing or was used before, or after too many pages.
   */
  next(isTruncated: string, token: string | undefined): string | undefined {
    if (isTruncated !== 'true') return undefined;
    if (!token) throw this.#createError('a page without a token for the next page');
    if (this.#used.has(token)) throw this.#createError(`the same page token twice (${token.slice(0, 100)})`);
    if (this.#used.size >= MAX_PAGES) throw this.#createError(`more than ${MAX_PAGES} pages`);
    this.#used.add(token);
    return token;
  }

  #createError(problem: string): UnexpectedResponseError {
    return new UnexpectedResponseError(
      `the store returned an invalid response to ${this.#operation}: ${problem}`,
    );
  }
}
