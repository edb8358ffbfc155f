import { type Html, html } from './html.ts';

/** A part of a page that the browser keeps up to date. Its rows need a `data-key` each, to be told apart. */
export function live(id: string, content: Html): Html {
  return html`<div id="${id}" data-live>${content}</div>`;
}

/** Says that a page changes by itself; a button to hold it is added where scripts run. */
export function liveNote(): Html {
  return html`<p class="live-note" id="live-note" hidden><span class="pulse" aria-hidden="true"></span><span role="status">Live</span> <button type="button" aria-pressed="false">Pause</button></p>`;
}
