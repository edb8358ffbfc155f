import { type Html, html } from './html.ts';

/** A part of a page that the browser keeps up to date. Each of its rows needs a `data-key`. */
export function live(id: string, content: Html): Html {
  return html`<div id="${id}" data-live>${content}</div>`;
}

/** A note that the page updates itself, with a button to pause it; hidden without scripts. */
export function liveNote(): Html {
  return html`<p class="live-note" id="live-note" hidden><span class="pulse" aria-hidden="true"></span><span role="status">Live</span> <button type="button" aria-pressed="false">Pause</button></p>`;
}
