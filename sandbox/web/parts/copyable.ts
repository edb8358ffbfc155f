import { type Html, html } from './html.ts';

/** A text with a copy button, which is hidden without scripts. A long text is truncated to one line. */
export function copyable(text: string, what: string): Html {
  return html`<span class="copyable"><code>${text}</code><button type="button" class="copy" aria-label="Copy ${what}">Copy</button></span>`;
}

/** Lines of code with a copy button. */
export function copyableLines(lines: readonly string[], what: string): Html {
  return html`<div class="copyable lines"><pre tabindex="0" role="region" aria-label="${what}"><code>${lines.join('\n')}</code></pre><button type="button" class="copy" aria-label="Copy ${what}">Copy</button></div>`;
}
