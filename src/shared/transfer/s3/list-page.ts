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
  const reader = new PageReader();
  TAG.lastIndex = skipBlanks(text, ROOT.lastIndex);
  for (let match = TAG.exec(text); match; match = TAG.exec(text)) {
    const [, slash, name = '', emptySlash, content = ''] = match;
    const value = content.trim();
    if (slash !== '' && reader.isAtRoot) {
      const isWhole = name === 'ListBucketResult' && value === '' && TAG.lastIndex === text.length;
      return isWhole ? reader.finish() : undefined;
    }
    const isAccepted =
      slash !== ''
        ? value === '' && reader.endElement(name)
        : emptySlash !== ''
          ? value === '' && reader.addEmptyElement(name)
          : reader.startElement(name, value, text.startsWith('</', TAG.lastIndex));
    if (!isAccepted) return undefined;
  }
  return undefined;
}

/** Collects the elements of a page. The methods return false for a page in another form. */
class PageReader {
  readonly #objects: ListedObject[] = [];
  readonly #page: Texts = {};
  /** The texts of the object that is being read, or else of the page. */
  #texts = this.#page;
  /** Names of the elements that have not ended, below the root. */
  readonly #open: string[] = [];

  get isAtRoot(): boolean {
    return this.#open.length === 0;
  }

  startElement(name: string, text: string, isLeaf: boolean): boolean {
    if (this.isAtRoot && name === 'Contents') this.#texts = {};
    const value = decodeText(text);
    // Text between elements is not a value.
    if (value === undefined || (!isLeaf && value !== '')) return false;
    if (isLeaf && name !== 'Contents' && !this.#setText(name, value)) return false;
    this.#open.push(name);
    return true;
  }

  addEmptyElement(name: string): boolean {
    return name !== 'Contents' && this.#setText(name, '');
  }

  endElement(name: string): boolean {
    if (this.#open.pop() !== name) return false;
    if (!this.isAtRoot || name !== 'Contents') return true;
    if (!isListedObject(this.#texts)) return false;
    this.#objects.push(this.#texts);
    this.#texts = this.#page;
    return true;
  }

  finish(): ListPage | undefined {
    const { IsTruncated, EncodingType, NextContinuationToken } = this.#page;
    return IsTruncated === undefined
      ? undefined
      : { Contents: this.#objects, IsTruncated, EncodingType, NextContinuationToken };
  }

  /** Sets the text of an element of the page or of an object, unless it has one; elements below are ignored. */
  #setText(name: string, value: string): boolean {
    const [parent] = this.#open;
    if (this.#open.length > 1 || (parent !== undefined && parent !== 'Contents')) return true;
    // S3 repeats the checksum algorithm for each part of an upload. It is not read.
    if (name === 'ChecksumAlgorithm') return true;
    if (Object.hasOwn(this.#texts, name)) return false;
    this.#texts[name] = value;
    return true;
  }
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
