import { type Html, html } from './html.ts';

const BYTES = new Intl.NumberFormat('en', {
  style: 'unit',
  unit: 'byte',
  notation: 'compact',
  unitDisplay: 'narrow',
  maximumFractionDigits: 1,
});
const COUNT = new Intl.NumberFormat('en');

export function formatBytes(count: number): string {
  return BYTES.format(count);
}

export function formatCount(value: number): string {
  return COUNT.format(value);
}

/** A moment, given in seconds since 1970, to the second and in UTC. */
export function formatTimestamp(seconds: number): Html {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return html`${seconds}`;
  const iso = date.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, -5).replace('T', ' ')}</time>`;
}
