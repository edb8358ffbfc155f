import { type Html, html } from './html.ts';

const COUNT = new Intl.NumberFormat('en');

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A size in binary units, as the actions write it: `1.5 MiB`. */
export function formatBytes(count: number): string {
  const power = count < 1 ? 0 : Math.min(Math.floor(Math.log2(count) / 10), BYTE_UNITS.length - 1);
  const value = count / 1024 ** power;
  return `${power === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${BYTE_UNITS[power]}`;
}

export function formatCount(value: number): string {
  return COUNT.format(value);
}

/** A timestamp in seconds since 1970, shown in UTC. */
export function formatTimestamp(seconds: number): Html {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return html`${seconds}`;
  const iso = date.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, -5).replace('T', ' ')}</time>`;
}
