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
  htmlEntities: true,
  ignoreAttributes: true,
  removeNSPrefix: true,
  isArray: (name) => name === 'Object' || name === 'Part',
});

/** An element's content; `undefined` members are left out, arrays repeat their element. */
export type XmlContent = { [element: string]: XmlValue };
type XmlValue = string | number | boolean | undefined | XmlContent | readonly (XmlContent | string)[];

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A document in S3's namespace. */
export function renderXml(root: string, content: XmlContent): string {
  return DECLARATION + builder.build({ [root]: { '@xmlns': NAMESPACE, ...content } });
}

/** The document of a refusal, which has no namespace. */
export function renderError(content: XmlContent): string {
  return DECLARATION + builder.build({ Error: content });
}

/** The content of the body's root element, or the refusal `MalformedXML`. */
export function parseXml(body: Buffer, root: string): Record<string, unknown> {
  let document: unknown;
  try {
    document = parser.parse(body.toString('utf8'), true);
  } catch (cause) {
    throw new S3Error(
      'MalformedXML',
      `The body is not XML: ${cause instanceof Error ? cause.message : cause}`,
    );
  }
  const content = field(document, root);
  if (content === '') return {};
  if (!isRecord(content)) throw new S3Error('MalformedXML', `The body's root element must be ${root}.`);
  return content;
}

/** The member of a parsed element, or `undefined`. */
export function field(element: unknown, name: string): unknown {
  return isRecord(element) && Object.hasOwn(element, name) ? element[name] : undefined;
}

/** The member of a parsed element as text, or `undefined` where it is absent or has children. */
export function text(element: unknown, name: string): string | undefined {
  const value = field(element, name);
  return typeof value === 'string' ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
