const HANDLE = /^\d+(?:\.\d+)+\/[^\s/?#]+$/;
/** A handle as most documents have it, in which nothing is encoded. */
const PLAIN_HANDLE = /^\d+(?:\.\d+)+\/[^\s/?#%"'\p{Cf}]+$/u;
/** Invisible characters, such as a zero-width space, that are copied along with text from a page. */
const INVISIBLE = /\p{Cf}+/gu;
const QUOTED = /^(["'])(.*)\1$/s;
/** `hdl:10378.1/1234567`, `info:hdl/10378.1/1234567`, and the address of the Handle System's proxy without its scheme. */
const PREFIX = /^(?:(?:info:)?hdl[:/]\/*|(?:hdl\.)?handle\.net\/)/i;
const MAX_LENGTH = 2048;

/**
 * The handle in a string that contains one: `10378.1/1234567` of `https://hdl.handle.net/10378.1/1234567`,
 * `hdl:10378.1/1234567`, a page of the instance (`https://registry.example.org/item/10378.1/1234567`), or a call of its
 * handle service (`…/handle/get?id=10378.1/1234567`). Invisible characters, and quotes around it, are removed. Any other
 * text is returned unchanged.
 */
export function toHandle(text: string): string {
  if (text.length > MAX_LENGTH || PLAIN_HANDLE.test(text)) return text;
  const trimmed = clean(text);
  if (/^https?:/i.test(trimmed)) return parseHandleUrl(trimmed) ?? text;
  const path = trimmed.replace(PREFIX, '');
  return findHandle(path.split('/')) ?? text;
}

/** True for a handle without scheme. Prefixes have no colon; suffixes can have any visible character. */
export function isHandle(text: string): boolean {
  return /^[^\s/:]+\/\S+$/.test(text);
}

/** True for the URL of a page that is not that of a handle. */
export function isOtherUrl(text: string): boolean {
  return /^https?:/i.test(clean(text));
}

function clean(text: string): string {
  return text.replace(INVISIBLE, '').trim().replace(QUOTED, '$2');
}

function parseHandleUrl(text: string): string | undefined {
  const url = URL.parse(text);
  if (!url) return undefined;
  const query = url.searchParams.get('id') ?? url.searchParams.get('handle');
  return (
    findHandle(url.pathname.split('/').slice(-3)) ??
    (query === null ? undefined : findHandle(query.split('/')))
  );
}

/** The handle of the last two segments; of one, where the slash between prefix and suffix is percent-encoded. */
function findHandle(segments: readonly string[]): string | undefined {
  const names = segments.at(-1) === '' ? segments.slice(0, -1) : segments;
  return [names.slice(-2).join('/'), names.at(-1) ?? '']
    .map(decode)
    .find((candidate) => HANDLE.test(candidate));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
