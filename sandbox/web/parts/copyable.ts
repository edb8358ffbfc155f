import { type Html, html } from './html.ts';

/** A text to be copied. The button is there only when scripts run; a long text is cut to one line where it is shown. */
export function copyable(text: string, what: string): Html {
  return html`<span class="copyable"><code>${text}</code><button type="button" class="copy" aria-label="Copy ${what}">Copy</button></span>`;
}

/** The same for lines of a program. */
export function copyableLines(lines: readonly string[], what: string): Html {
  return html`<div class="copyable lines"><pre tabindex="0" role="region" aria-label="${what}"><code>${lines.join('\n')}</code></pre><button type="button" class="copy" aria-label="Copy ${what}">Copy</button></div>`;
}
