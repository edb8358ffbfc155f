import { formatNumber } from './format.ts';
import { type Html, html } from './html.ts';

/** Characters that are shown; the record of a large batch has millions. */
const MAX_CHARACTERS = 50_000;

/** A record as JSON with links, in a block that scrolls. */
export function renderRecordBlock(name: string, record: object): Html {
  const text = JSON.stringify(record, null, 2);
  const more = text.length - MAX_CHARACTERS;
  return html`<pre tabindex="0" role="region" aria-label="${name}">${linkAddresses(text.slice(0, MAX_CHARACTERS))}${
    more > 0 ? `\n… and ${formatNumber(more)} more characters` : ''
  }</pre>`;
}

/** The web addresses of a JSON text as links. */
function linkAddresses(text: string): (Html | string)[] {
  return text
    .split(/(https?:\/\/[^\s"\\]+)/)
    .map((part, index) =>
      index % 2 === 1 && URL.canParse(part) ? html`<a href="${part}" rel="noreferrer">${part}</a>` : part,
    );
}
