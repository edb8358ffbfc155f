import {
  Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  parseAllDocuments,
  type Scalar,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import { formatValue } from '../format-value.ts';
import type { Json } from '../json.ts';
import { LineIndex } from './line-index.ts';
import {
  callParser,
  createDocumentError,
  DocumentSyntaxError,
  formatInfiniteNumber,
  MAX_PROBLEMS,
  type ParsedText,
  type ToPlace,
} from './parsed-text.ts';
import { explainYamlErrors } from './yaml-errors.ts';
import { locateInYaml } from './yaml-locator.ts';

/**
 * Limits of one YAML document, in addition to those of all documents. Every value of YAML is kept with its place, in
 * about 2 kB each, so that a file that is small enough as JSON would take all the memory of a runner.
 */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_ENTRIES = 500_000;

/** Values that aliases may add to a document: 10,000 model runs that merge 50 values each. Alias bombs add billions. */
const MAX_ALIASED = 500_000;

/**
 * Reads the YAML 1.2 documents of a string, separated by `---`, without empty ones; merge keys (`<<`) work.
 * @throws DocumentSyntaxError for syntax errors, duplicate keys, keys that are not strings, numbers without a value in
 * JSON, tags, alias bombs, and for strings that are too large.
 */
export function parseYamlDocuments(text: string, toPlace: ToPlace): ParsedText[] {
  assertSize(text, toPlace);
  return callParser(toPlace, () => parseDocuments(text, toPlace));
}

function parseDocuments(text: string, toPlace: ToPlace): ParsedText[] {
  // The line counter of the library misses lines of strings that follow an error.
  const lines = new LineIndex(text);
  const stream = parseAllDocuments(text, {
    prettyErrors: false,
    merge: true,
    stringKeys: true,
    // The check of the library compares all keys with one another.
    uniqueKeys: false,
    // A directive `%YAML 1.1` must not change the types of values: dates would become objects.
    schema: 'core',
    // `!!timestamp`, `!!binary` and `!!set` would become values that JSON does not have.
    resolveKnownTags: false,
  });
  const documents = 'empty' in stream ? [] : stream;
  const problems: ValueProblem[] = [];
  for (const document of documents) {
    if (problems.length >= MAX_PROBLEMS) break;
    problems.push(
      ...explainYamlErrors(getErrors(document), text, document),
      ...findValueProblems(document, text),
    );
  }
  if (problems.length > 0) {
    const listed = problems.slice(0, MAX_PROBLEMS);
    throw new DocumentSyntaxError(
      listed.map(({ message, offset }) => ({ message, place: toPlace(lines.toPosition(offset)) })),
    );
  }
  const schemas = documents.map((document, i) =>
    findSchemaComment(text.slice(documents[i - 1]?.range[2] ?? 0, document.range[2])),
  );
  return documents.flatMap((document, i) => {
    if (!hasContent(document)) return [];
    return {
      value: toJson(document, toPlace),
      place: (path, part = 'value') => toPlace(locateInYaml(document, lines, path, part)),
      schemaComment: schemas[i] ?? schemas[0],
    };
  });
}

/** The schema in a comment for editors, `# yaml-language-server: $schema=…/dataset.json`. */
function findSchemaComment(text: string): string | undefined {
  return /^#\s*yaml-language-server:.*\$schema=(\S+)/m.exec(text)?.[1];
}

function getErrors({ errors, warnings }: Document): YAMLError[] {
  return [...errors, ...warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED')];
}

/** False for what follows a separator at the end of a file. */
function hasContent({ contents }: Document): boolean {
  return contents !== null && !(isScalar(contents) && contents.value === null);
}

interface ValueProblem {
  readonly message: string;
  readonly offset: number;
}

/**
 * Finds what the parser accepts and is probably not intended: duplicate and missing keys, aliases and merge keys without what
 * they refer to, anchors without an alias before text, and numbers that JSON cannot represent, such as the short commit hash
 * `123e456`.
 */
function findValueProblems(document: Document, text: string): ValueProblem[] {
  const problems: ValueProblem[] = [];
  const hasErrors = getErrors(document).length > 0;
  const anchors = new Map<string, Node>();
  const unused = new Set<Scalar>();
  const report = (message: string, { range }: Node): void =>
    void problems.push({ message, offset: range?.[0] ?? 0 });
  visit(document, {
    Node(_, node, ancestors) {
      if (problems.length >= MAX_PROBLEMS) return visit.BREAK;
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target && ancestors.includes(target))
          report(`the alias \`*${node.source}\` is inside the value that it refers to`, node);
        // An asterisk without a name is a syntax error.
        if (!target && node.source !== '') report(explainUnknownAlias(node.source), node);
        if (target) setTarget(node, target);
        if (isScalar(target)) unused.delete(target);
        return undefined;
      }
      if (node.anchor) anchors.set(node.anchor, node);
      if (node.anchor && isScalar(node) && node.type === 'PLAIN') unused.add(node);
      const duplicate = isMap(node) ? findDuplicateKey(node) : undefined;
      if (duplicate) report(explainDuplicate(duplicate), duplicate);
      if (isScalar(node) && typeof node.value === 'number' && !Number.isFinite(node.value))
        report(formatInfiniteNumber(node.source ?? String(node.value)), node);
      return undefined;
    },
    Pair(_, { key, value }) {
      if (!isScalar(key)) return;
      // A syntax error can be why a key is missing.
      if (!hasErrors && key.value === '' && key.type === 'PLAIN')
        problems.push({ message: NO_KEY, offset: findColon(text, key, value) });
      if (isMergeKey(key))
        for (const source of listInvalidSources(value, anchors)) report(NO_MERGE_SOURCE, source);
    },
  });
  // Another problem can be why no alias refers to an anchor.
  if (problems.length === 0 && !hasErrors)
    for (const node of unused) report(explainUnusedAnchor(node.anchor), node);
  return problems;
}

function explainDuplicate(key: Scalar): string {
  return isMergeKey(key) ? TWO_MERGES : `duplicate key ${formatValue(key.value)}`;
}

/** The values of a merge key that are not mappings. An alias without an anchor is reported when it is visited. */
function listInvalidSources(value: unknown, anchors: ReadonlyMap<string, Node>): Node[] {
  const sources = isSeq(value) ? value.items : [value];
  return sources.filter(isNode).filter((source) => {
    const target = isAlias(source) ? anchors.get(source.source) : source;
    return target && !isMap(target);
  });
}

/** Without this, the library searches all aliases and anchors of the document for the target of each alias. */
function setTarget(alias: Alias, target: Node): void {
  alias.resolve = (document, context) => {
    if (context) context.aliasResolveCache = [target];
    return Alias.prototype.resolve.call(alias, document, context);
  };
}

/** The offset of the colon before a value. The range of an empty key starts where the entry before it ends. */
function findColon(text: string, key: Scalar, value: unknown): number {
  const keyOffset = key.range?.[0] ?? 0;
  const valueOffset = isNode(value) ? value.range?.[0] : undefined;
  return valueOffset === undefined ? keyOffset : Math.max(keyOffset, text.lastIndexOf(':', valueOffset - 1));
}

const NO_KEY =
  'there is no key before this colon: write one, or put the value in quotes if the colon is a part of it';

const NO_MERGE_SOURCE = 'the key `<<` merges mappings: write an alias of a mapping, such as `<<: *name`';

const TWO_MERGES =
  'a mapping can have one key `<<`: to merge several mappings, write a list of aliases, such as `<<: [*one, *two]`';

/** In `name: &Co Ltd`, the anchor would be missing from the name. */
function explainUnusedAnchor(name = ''): string {
  return `\`&${name}\` is read as an anchor, which no alias refers to: put the whole value in quotes, or remove it`;
}

function explainUnknownAlias(name: string): string {
  return `there is no anchor \`&${name}\` above this alias: put \`*${name}\` in quotes if it is a string`;
}

/** A merge key is the plain text `<<`; its value is a symbol. */
function isMergeKey({ value, type }: Scalar): boolean {
  return typeof value === 'symbol' || (value === '<<' && type === 'PLAIN');
}

function findDuplicateKey({ items }: YAMLMap): Scalar | undefined {
  const names = new Set<unknown>();
  for (const { key } of items) {
    if (!isScalar(key)) continue;
    if (names.has(key.value)) return key;
    names.add(key.value);
  }
  return undefined;
}

function assertSize(text: string, toPlace: ToPlace): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) throw createDocumentError(formatLimit(bytes, MAX_BYTES, 'bytes'), toPlace);
  // An unmatched bracket takes as much memory as an entry: the parser creates an error for it.
  const entries = text.match(/[\n,[\]{}]/g)?.length ?? 0;
  if (entries > MAX_ENTRIES)
    throw createDocumentError(formatLimit(entries, MAX_ENTRIES, 'lines, commas and brackets'), toPlace);
}

function formatLimit(count: number, most: number, subject: string): string {
  return `the document has ${count} ${subject}; at most ${most} are allowed in YAML. Write it as valid JSON, or split it`;
}

function toJson(document: Document, toPlace: ToPlace): Json {
  if (countAliased(document) > MAX_ALIASED)
    throw createDocumentError('the document has too many aliases: write the values themselves', toPlace);
  return document.toJS({ maxAliasCount: -1 });
}

/** Counts the values that the aliases of a document add to it. No alias is inside the value that it refers to. */
function countAliased({ contents }: Document): number {
  const sizes = new Map<string, number>();
  let count = 0;
  const measure = (node: unknown): number => {
    if (!isNode(node)) return 0;
    if (isAlias(node)) return sizes.get(node.source) ?? 0;
    count++;
    let size = 1;
    if (isMap(node)) for (const { key, value } of node.items) size += measure(key) + measure(value);
    if (isSeq(node)) for (const item of node.items) size += measure(item);
    if (node.anchor) sizes.set(node.anchor, size);
    return size;
  };
  return measure(contents) - count;
}
