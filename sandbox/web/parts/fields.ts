import type { SandboxState } from '../../state/sandbox-state.ts';
import { formatTimestamp } from './format.ts';
import { type Html, html } from './html.ts';
import { findItem, renderItemLink } from './items.ts';

/** Properties in a row, by name; those that are undefined are left out. */
export function renderProperties(
  properties: Readonly<Record<string, Html | string | number | undefined>>,
): Html {
  const rows = Object.entries(properties).filter(([, value]) => value !== undefined);
  return html`<dl class="properties">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** The fields of a record: handles and web addresses are links, empty fields are left out. */
export function renderFieldList(state: SandboxState, record: object): Html {
  const rows = Object.entries(record).filter(([, value]) => !isEmptyValue(value));
  return html`<dl class="fields">${rows.map(
    ([name, value]) =>
      html`<div><dt>${formatFieldName(name)}</dt><dd>${renderFieldValue(state, name, value)}</dd></div>`,
  )}</dl>`;
}

function renderFieldValue(state: SandboxState, name: string, value: unknown): Html {
  if (Array.isArray(value))
    return html`<ul>${value.map((member) => html`<li>${renderFieldValue(state, name, member)}</li>`)}</ul>`;
  if (typeof value === 'object' && value !== null)
    return renderFlagList(value) ?? renderFieldList(state, value);
  if (typeof value === 'boolean') return html`${value ? 'yes' : 'no'}`;
  if (typeof value === 'number')
    return /(time|timestamp)$/.test(name) ? formatTimestamp(value) : html`${value}`;
  return renderTextValue(state, String(value));
}

/** Flags in one line, such as `relevant: no, obtained: no`; undefined if there are other values. */
function renderFlagList(record: object): Html | undefined {
  const entries = Object.entries(record).filter(([, value]) => !isEmptyValue(value));
  const flags = entries.every(([, value]) => typeof value === 'boolean');
  if (!flags) return undefined;
  return html`${entries.map(([name, value]) => `${formatFieldName(name).toLowerCase()}: ${value ? 'yes' : 'no'}`).join(', ')}`;
}

function renderTextValue(state: SandboxState, value: string): Html {
  if (findItem(state, value)) return renderItemLink(state, value);
  if (isWebAddress(value)) return html`<a href="${value}" rel="noreferrer">${value}</a>`;
  return html`<span class="text"><bdi>${value}</bdi></span>`;
}

/** Other schemes, such as `javascript:`, could run code. */
function isWebAddress(value: string): boolean {
  return /^https?:\/\/\S+$/.test(value) && URL.canParse(value);
}

function isEmptyValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isEmptyValue);
  return value === undefined || value === null || value === '';
}

const ACRONYMS = /\b(?:ci|id|orcid|ror|uri|url)\b/g;

/** The readable name of a field; a name that is not in snake case stays as it is. */
function formatFieldName(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) return name;
  const spaced = name.replaceAll('_', ' ').replace(ACRONYMS, (acronym) => acronym.toUpperCase());
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
