import { isMapping } from '../../client/mapping.ts';
import type { Json } from '../json.ts';

/** Identifiers and licences that are written as URLs, and the addresses of pages without a scheme. */
const URLS: readonly (readonly [pattern: RegExp, toUrl: (...parts: string[]) => string])[] = [
  [
    /^(?:orcid:?\s*)?(\d{4})[-‐-―]?(\d{4})[-‐-―]?(\d{4})[-‐-―]?(\d{3}[\dX])$/i,
    (...parts) => `https://orcid.org/${parts.join('-').toUpperCase()}`,
  ],
  [/^(?:ror:?\s*)?(0[a-z\d]{6}\d{2})$/i, (id) => `https://ror.org/${id}`],
  [/^(?:doi:\s*)?(10\.\d{4,9}\/\S+)$/i, (doi) => `https://doi.org/${doi}`],
  [
    /^cc[- ](by(?:-nc)?(?:-(?:sa|nd))?)[- ](\d\.\d)$/i,
    (terms = '', version) => `https://creativecommons.org/licenses/${terms.toLowerCase()}/${version}/`,
  ],
  [/^cc0(?:[- ]1\.0)?$/i, () => 'https://creativecommons.org/publicdomain/zero/1.0/'],
  [
    /^((?!\S*\.(?:pdf|docx?|xlsx?|txt|md|html?|csv|json|ya?ml|nc|zip|png|jpe?g)$)(?:[\w-]+\.)+[a-z]{2,})$/i,
    (host) => `https://${host}`,
  ],
  [/^((?:[\w-]+\.)+[a-z]{2,}[/?#]\S*)$/i, (page) => `https://${page}`],
];

/** A longer URL would make a message hard to read. */
const MAX_LENGTH = 200;

/** The remedy for a string that is not a URL. @param examples of the field. */
export function suggestUrl(found: string, examples: unknown): string {
  const written = found.length > MAX_LENGTH ? '' : found.trim();
  for (const [pattern, toUrl] of URLS) {
    const parts = pattern.exec(written);
    if (parts) return `. Write ${toUrl(...parts.slice(1))}`;
  }
  const [example] = Array.isArray(examples) ? examples : [];
  return typeof example === 'string' ? `. Example: ${example}` : '';
}

/** The remedy for a list of YAML without its dashes or brackets, or without the space after a dash. */
export function suggestList(found: Json): string {
  if (isMapping(found))
    return '. If it is the only entry, start it with a dash and a space in YAML, or put it in brackets in JSON';
  if (typeof found !== 'string') return '';
  if (found.startsWith('-')) return '. Write a space after each dash';
  return '. Put the entries in brackets, as in ["a", "b"]';
}

/** The remedy for what is not a handle. @param handleOf the kind of item that the field names. */
export function suggestHandle(found: Json, handleOf: unknown): string {
  if (isMapping(found) || (typeof found === 'string' && /^[^/]+\.(?:ya?ml|json)$/i.test(found)))
    return '. To refer to a document in register-item, write { $ref: <$id or path of the document> } without other keys';
  if (typeof found !== 'string' || !/^\s*me\s*$/i.test(found)) return '';
  return handleOf === 'PERSON' ? '. Write me' : '. Only fields for people can contain me';
}
