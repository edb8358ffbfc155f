import { html as tagged } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** A piece of HTML. */
export type Html = HtmlEscapedString;

/** Puts values into HTML: text is escaped, attributes included; pieces of HTML and lists of them are not. */
export function html(strings: TemplateStringsArray, ...values: unknown[]): Html {
  return tagged(strings, ...values) as Html; // a promise only when there is one among the values
}
