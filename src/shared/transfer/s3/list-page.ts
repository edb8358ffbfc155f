/** An object in a page of a listing, with the strings of its elements. */
export interface ListedObject {
  readonly Key: string;
  readonly Size: string;
  readonly ETag: string;
  readonly LastModified: string;
}

/** A page of ListObjectsV2. */
export interface ListPage {
  readonly Contents?: readonly ListedObject[] | undefined;
  readonly IsTruncated: string;
  /** `url` if keys are percent-encoded, as requested. Stores that do not support it leave it out. */
  readonly EncodingType?: string | undefined;
  readonly NextContinuationToken?: string | undefined;
}

type Texts = Partial<Record<string, string>>;

const DOCUMENT =
  /^\s*(?:<\?xml [^<>?]*\?>\s*)?<ListBucketResult(?: xmlns="[^"<>&]*")?>(.*)<\/ListBucketResult>\s*$/s;
/**
 * An element without attributes: its name, and its text unless it has elements, which are not read. S3 has at most two
 * elements in one; without a limit, a regular expression would need memory for each.
 */
const ELEMENT =
  /\s*<([A-Za-z]+)(?:\/>|>(?:([^<]*)|(?:\s*<([A-Za-z]+)(?:\/>|>[^<]*<\/\3>)){1,9}\s*)<\/\1>)\s*/y;
const ENTITY = /&(?:(quot|amp|lt|gt|apos);|#)?/g;
const ENTITIES: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', apos: "'" };

/**
 * Parses a page in the form in which S3 sends it, twenty times as fast as a parser of any XML. Returns `undefined` for a
 * document in another form, valid or not.
 */
export function parseListPage(body: Buffer): ListPage | undefined {
  const [, content] = DOCUMENT.exec(body.toString('utf8')) ?? [];
  if (content === undefined) return undefined;
  const page: Texts = {};
  const objects: ListedObject[] = [];
  const pieces = content.split('</Contents>');
  const rest = pieces.pop() ?? '';
  for (const piece of pieces) {
    const [before = '', elements = '', ...others] = piece.split('<Contents>');
    const object: Texts = {};
    const isRead = others.length === 0 && readElements(before, page) && readElements(elements, object);
    if (!isRead || !isListedObject(object)) return undefined;
    objects.push(object);
  }
  if (!readElements(rest, page)) return undefined;
  const { IsTruncated, EncodingType, NextContinuationToken } = page;
  return IsTruncated === undefined
    ? undefined
    : { Contents: objects, IsTruncated, EncodingType, NextContinuationToken };
}

/** Adds the texts of elements by their names. Returns false for another form. */
function readElements(content: string, texts: Texts): boolean {
  for (let end = 0; end < content.length; end = ELEMENT.lastIndex) {
    ELEMENT.lastIndex = end;
    const match = ELEMENT.exec(content);
    if (!match) return content.slice(end).trim() === '';
    const [, name = '', raw = '', nested] = match;
    // S3 repeats the checksum algorithm for each part of an upload. It is not read.
    if (nested !== undefined || name === 'ChecksumAlgorithm') continue;
    const text = decodeText(raw.trim());
    if (text === undefined || Object.hasOwn(texts, name)) return false;
    texts[name] = text;
  }
  return true;
}

function decodeText(text: string): string | undefined {
  if (!text.includes('&')) return text;
  let isKnown = true;
  const decoded = text.replace(ENTITY, (_, name: string | undefined) => {
    const character = name === undefined ? undefined : ENTITIES[name];
    if (character === undefined) isKnown = false;
    return character ?? '';
  });
  return isKnown ? decoded : undefined;
}

function isListedObject(texts: Texts): texts is Texts & ListedObject {
  const { Key, Size, ETag, LastModified } = texts;
  return Key !== undefined && Size !== undefined && ETag !== undefined && LastModified !== undefined;
}
