import { type Html, html } from './html.ts';

/** A string with a copy button, which is hidden without scripts. A long string is truncated to one line. */
export function renderCopyable(text: string, subject: string): Html {
  return html`<span class="copyable"><code>${text}</code><button type="button" class="copy" aria-label="Copy ${subject}">Copy</button></span>`;
}

/** Lines of code with a copy button. */
export function renderCopyableLines(lines: readonly string[], subject: string): Html {
  return html`<div class="copyable lines"><pre tabindex="0" role="region" aria-label="${subject}"><code>${lines.join('\n')}</code></pre><button type="button" class="copy" aria-label="Copy ${subject}">Copy</button></div>`;
}

/**
 * A part of a page that the browser keeps up to date, below a note with a button to pause it; the note is hidden without
 * scripts. Each row of the content needs a `data-key`.
 */
export function renderLiveRegion(id: string, content: Html): Html {
  return html`<p class="live-note" id="live-note" hidden><span class="pulse" aria-hidden="true"></span><span role="status">Live</span> <button type="button" aria-pressed="false">Pause</button></p>
<div id="${id}" data-live>${content}</div>`;
}
