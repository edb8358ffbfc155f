import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { S3Error } from './errors.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressEmptyNode: true,
});
const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  ignoreAttributes: true,
  removeNSPrefix: true,
  isArray: (name) => name === 'Object' || name === 'Part',
});

/** The content of an element. `undefined` members are omitted, and arrays repeat their element. */
export type XmlContent = { [element: string]: XmlValue };
type XmlValue = string | number | boolean | undefined | XmlContent | readonly (XmlContent | string)[];

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Renders a document in the namespace of S3. */
export function renderXml(root: string, content: XmlContent): string {
  return build({ [root]: { '@xmlns': NAMESPACE, ...content } });
}

/** Renders an error document, which has no namespace. */
export function renderError(content: XmlContent): string {
  return build({ Error: content });
}

/** Parsers of XML read an unescaped carriage return, such as that of the file `Icon\r` of macOS, as a line feed. */
function build(document: XmlContent): string {
  return DECLARATION + builder.build(document).replaceAll('\r', '&#13;');
}

/** A character that XML 1.0 allows. The parser leaves out references to some others, which gives another key. */
const XML_CHARACTER = /^[\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]$/u;

/** The content of the root element. @throws S3Error `MalformedXML` */
export function parseXml(body: Buffer, root: string): Record<string, unknown> {
  let document: unknown;
  try {
    const xml = body.toString('utf8');
    for (const [reference, code] of xml.matchAll(/&#(x[\da-f]+|\d+);/gi)) {
      if (!XML_CHARACTER.test(String.fromCodePoint(Number(`0${code}`))))
        throw new Error(`it contains ${reference}, which XML 1.0 does not allow`);
    }
    document = parser.parse(xml, true);
  } catch (cause) {
    throw new S3Error(
      'MalformedXML',
      `The body is not XML: ${cause instanceof Error ? cause.message : cause}`,
    );
  }
  const content = getField(document, root);
  if (typeof content === 'string') return {}; // without elements
  if (!isRecord(content)) throw new S3Error('MalformedXML', `The body's root element must be ${root}.`);
  return content;
}

/** A child of a parsed element. */
export function getField(element: unknown, name: string): unknown {
  return isRecord(element) && Object.hasOwn(element, name) ? element[name] : undefined;
}

/** A child of a parsed element as text; undefined if it is missing or has children. */
export function text(element: unknown, name: string): string | undefined {
  const value = getField(element, name);
  return typeof value === 'string' ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
