import { formatCount } from './format.ts';
import { type Html, html } from './html.ts';

/** Characters that are shown; the record of a large batch has millions. */
const MAX_CHARACTERS = 50_000;

/** A record as JSON, in a block that scrolls. */
export function recordBlock(name: string, record: object): Html {
  const text = JSON.stringify(record, null, 2);
  const more = text.length - MAX_CHARACTERS;
  return html`<pre tabindex="0" role="region" aria-label="${name}">${text.slice(0, MAX_CHARACTERS)}${
    more > 0 ? `\n… and ${formatCount(more)} characters more` : ''
  }</pre>`;
}
