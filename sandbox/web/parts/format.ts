import { type Html, html } from './html.ts';

const COUNT = new Intl.NumberFormat('en');

/** A number with separators of thousands: `1,234`. */
export function formatNumber(value: number): string {
  return COUNT.format(value);
}

/** A timestamp in seconds since 1970, shown in UTC. */
export function formatTimestamp(seconds: number): Html {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return html`${seconds}`;
  const iso = date.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, -5).replace('T', ' ')}</time>`;
}
