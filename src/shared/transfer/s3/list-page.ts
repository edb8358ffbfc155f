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

const DECLARATION = /^\s*(?:<\?xml [^<>?]*\?>\s*)?/;
const ROOT = /<ListBucketResult(?: xmlns="[^"<>&]*")?>/y;
/** A tag without attributes and the text after it. */
const TAG = /<(\/?)([A-Za-z]+)(\/?)>([^<]*)/y;
const ENTITY = /&(?:(quot|amp|lt|gt|apos);|#)?/g;
const ENTITIES: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', apos: "'" };

/**
 * Parses a page in the form in which S3 sends it, twenty times as fast as a parser of any XML. Returns `undefined` for a
 * document in another form, valid or not.
 */
export function parseListPage(body: Buffer): ListPage | undefined {
  const text = body.toString('utf8');
  ROOT.lastIndex = DECLARATION.exec(text)?.[0].length ?? 0;
  if (!ROOT.test(text)) return undefined;
  const objects: ListedObject[] = [];
  const page: Texts = {};
  let object: Texts = page;
  const open: string[] = [];
  TAG.lastIndex = skipBlanks(text, ROOT.lastIndex);
  for (let match = TAG.exec(text); match; match = TAG.exec(text)) {
    const [, isEnd, name = '', isEmpty, content = ''] = match;
    if (isEnd !== '') {
      if (content.trim() !== '') return undefined;
      const opened = open.pop();
      if (opened === undefined) {
        const isWhole = name === 'ListBucketResult' && TAG.lastIndex === text.length;
        return isWhole ? toPage(page, objects) : undefined;
      }
      if (opened !== name) return undefined;
      if (open.length > 0 || name !== 'Contents') continue;
      if (!isListedObject(object)) return undefined;
      objects.push(object);
      object = page;
      continue;
    }
    if (isEmpty !== '') {
      if (content.trim() !== '' || name === 'Contents' || !setText(open, object, name, '')) return undefined;
      continue;
    }
    if (open.length === 0 && name === 'Contents') object = {};
    const value = decodeText(content.trim());
    // Text between elements is not a value.
    const hasChildren = !text.startsWith('</', TAG.lastIndex);
    if (value === undefined || (hasChildren && value !== '')) return undefined;
    if (!hasChildren && name !== 'Contents' && !setText(open, object, name, value)) return undefined;
    open.push(name);
  }
  return undefined;
}

/** Sets the text of an element of the page or of an object; elements below are ignored. Returns false if it already has one. */
function setText(open: readonly string[], texts: Texts, name: string, value: string): boolean {
  const [parent] = open;
  if (open.length > 1 || (parent !== undefined && parent !== 'Contents')) return true;
  // S3 repeats the checksum algorithm for each part of an upload. It is not read.
  if (name === 'ChecksumAlgorithm') return true;
  if (Object.hasOwn(texts, name)) return false;
  texts[name] = value;
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

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1;
  return at;
}

function isListedObject(texts: Texts): texts is Texts & ListedObject {
  const { Key, Size, ETag, LastModified } = texts;
  return Key !== undefined && Size !== undefined && ETag !== undefined && LastModified !== undefined;
}

function toPage(
  { IsTruncated, EncodingType, NextContinuationToken }: Texts,
  Contents: ListedObject[],
): ListPage | undefined {
  return IsTruncated === undefined
    ? undefined
    : { Contents, IsTruncated, EncodingType, NextContinuationToken };
}
