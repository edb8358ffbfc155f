import { html as tagged } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

export type Html = HtmlEscapedString;

/**
 * Inserts values into HTML: text is escaped, even in attributes; HTML and lists of it are not. The only import of
 * hono's template tag, so that the type is corrected in one place.
 */
export function html(strings: TemplateStringsArray, ...values: unknown[]): Html {
  return tagged(strings, ...values) as Html; // hono returns a promise only if a value is one
}
