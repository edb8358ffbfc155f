import { cleanText } from './clean-text.ts';
import { type AttributeDifference, describeGroup } from './describe-group.ts';
import type { GroupedLineage, LineageGroup, LineageItem } from './group-lineage.ts';
import { type InlinedItem, type InlinedLineage, MAX_NAMED } from './inline-items.ts';
import { countColumns, truncateToColumns, wrapToColumns } from './text-width.ts';

/** A category of W3C PROV. */
export type Category = 'ENTITY' | 'ACTIVITY' | 'AGENT';

/** An item or a group of items as pictures show it. */
export interface DisplayNode {
  readonly id: string;
  readonly category: Category;
  readonly subtype: string;
  /** Name of the item; of a group: what the names of its members have in common, or empty. */
  readonly name: string;
  /** Name of the item; of a group: number and subtype of its members, and what their names have in common. */
  readonly title: string;
  /** Subtype of the item as text; of a group with the number of its members. */
  readonly subtypeText: string;
  /** What differs among the members of a group, for example `rate 0 to 2.9`. */
  readonly attributes: readonly string[];
  /** Related items that the box names, because no line leads to them. */
  readonly inlined: readonly InlinedLine[];
  readonly members: readonly LineageItem[];
}

/** A line that names items: one item or group, or the last line, which counts those for which there is no room. */
export interface InlinedLine {
  readonly text: string;
  readonly nodes: readonly DisplayNode[];
}

/** A relation with its label; it points from the newer item to the item that it was derived from. */
interface DisplayRelation {
  readonly source: string;
  readonly target: string;
  readonly label: string;
  /** Label from the target to the source: `was used by` for `used`. */
  readonly inverseLabel: string;
}

export interface DisplayLineage {
  readonly nodes: readonly DisplayNode[];
  readonly relations: readonly DisplayRelation[];
}

/** Attributes that are shown of a group; the others are left out. */
const MAX_ATTRIBUTES = 3;
/** Maximum width in Latin characters. */
const MAX_ATTRIBUTE_COLUMNS = 24;

/** Texts of a lineage for pictures and trees. */
export function createDisplayLineage({
  groups,
  relations,
  inlined,
}: GroupedLineage & Partial<InlinedLineage>): DisplayLineage {
  const sizes = new Map(groups.map(({ id, members }) => [id, members.length]));
  return {
    nodes: groups.map((group) => ({
      ...createNode(group),
      inlined: listInlined(inlined?.get(group.id) ?? []),
    })),
    relations: relations.map(({ source, target, type, count }) => {
      const expected = Math.max(sizes.get(source) ?? 1, sizes.get(target) ?? 1);
      const suffix = count === expected ? '' : ` (${count})`;
      return {
        source,
        target,
        label: `${formatRelation(type)}${suffix}`,
        inverseLabel: `${formatInverse(type)}${suffix}`,
      };
    }),
  };
}

/** Explains the numbers in labels of relations; nothing if there are none. */
export function listCountNotes({ relations }: DisplayLineage): string[] {
  const hasCounts = relations.some(({ label }) => /\(\d+\)$/.test(label));
  return hasCounts ? ['A number in parentheses counts the relations of an arrow.'] : [];
}

function createNode(group: LineageGroup): DisplayNode {
  const { id, members } = group;
  const [first] = members;
  const subtype = first?.subtype ?? '';
  const { name, knownCount, differences } = describeGroup(group);
  const subtypeText = `${members.length > 1 ? `${members.length} ` : ''}${formatSubtype(subtype, members.length)}`;
  const category = toCategory(first?.category);
  const common = { id, name, category, subtype, subtypeText, inlined: [], members };
  if (members.length === 1) return { ...common, title: name, attributes: [] };
  const isPartial = knownCount > 0 && knownCount < members.length;
  return {
    ...common,
    title: name === '' ? subtypeText : `${subtypeText}: ${name}`,
    attributes: [
      // Before the differences, which are those of the known members only.
      ...(isPartial ? [`${knownCount} of ${members.length} looked up`] : []),
      ...differences.slice(0, MAX_ATTRIBUTES).map(formatDifference),
    ],
  };
}

/** A category that is not known is drawn as an entity. */
function toCategory(category: string | undefined): Category {
  return category === 'ACTIVITY' || category === 'AGENT' ? category : 'ENTITY';
}

/** What a box names: `person: Mo Deller` for an item to which it points, `Run 7 used this` for one that points to it. */
function listInlined(items: readonly InlinedItem[]): InlinedLine[] {
  const lines = items.map(({ group, perMember, pointsBy }): InlinedLine => {
    const node = createNode(group);
    const { name, title, subtypeText, members } = node;
    // A mean that is not a whole number would not be true of any member.
    const part = perMember < members.length && Number.isInteger(perMember) ? `${perMember} of ` : '';
    const text =
      pointsBy === undefined
        ? `${part}${name === '' ? subtypeText : `${subtypeText}: ${name}`}`
        : `${title} ${formatRelation(pointsBy)} this`;
    return { text, nodes: [node] };
  });
  const more = lines.splice(MAX_NAMED).flatMap(({ nodes }) => nodes);
  return more.length > 0 ? [...lines, { text: `and ${more.length} more`, nodes: more }] : lines;
}

/** A relation with the titles of both ends, for example `Projection 2 was generated by Run 2`. */
export function formatSentence(
  { source, target, label }: Omit<DisplayRelation, 'inverseLabel'>,
  nodes: ReadonlyMap<string, DisplayNode>,
): string {
  return `${nodes.get(source)?.title ?? source} ${label} ${nodes.get(target)?.title ?? target}`;
}

/** Maximum width of a text in a box, in Latin characters. */
const MAX_COLUMNS = 120;
/** Maximum widths of a line of the name, and of the other texts, whose letters are smaller. */
const LINE_COLUMNS = { name: 32, detail: 42 };

/**
 * The lines of each text of a box: name, subtype, what differs among the members, and the items that it names.
 * @param clean is called with each text before it is broken into lines.
 */
export function listLines(node: DisplayNode, clean = (text: string) => text): string[][] {
  const { subtypeText, attributes, inlined } = node;
  return [getBoxName(node, clean), subtypeText, ...attributes, ...inlined.map(({ text }) => text)]
    .filter((text) => text !== '')
    .map((text, index) => {
      const columns = index === 0 ? LINE_COLUMNS.name : LINE_COLUMNS.detail;
      return wrapToColumns(truncateToColumns(clean(text), MAX_COLUMNS), columns);
    });
}

/** The name of a node. A truncated one is followed by the id of the item: names can differ only in the part that is left out. */
function getBoxName({ name, members }: DisplayNode, clean: (text: string) => string): string {
  const text = clean(name);
  const [item, ...others] = members;
  if (!item || others.length > 0 || truncateToColumns(text, MAX_COLUMNS) === text) return text;
  const end = ` (${shorten(clean(item.id))})`;
  return `${truncateToColumns(text, MAX_COLUMNS - countColumns(end))}${end}`;
}

/** Values that are listed if they have no order. */
const MAX_LISTED_VALUES = 3;

/** The range of numbers, times and numbered names. Other words have no order: `high to medium` would not include `low`. */
function formatDifference({ attribute, values }: AttributeDifference): string {
  const name = shorten(attribute);
  if (!values.every((value) => /\d/.test(value))) {
    const listed = values.slice(0, MAX_LISTED_VALUES).map(shorten);
    return `${name} ${[...listed, ...(values.length > MAX_LISTED_VALUES ? ['…'] : [])].join(', ')}`;
  }
  const [first = '', last = first] = [values[0], values.at(-1)];
  const [low, high] = [formatValue(first), formatValue(last)];
  if (low === high) return `${name} ${low}`;
  const [day, date] = [first, last].map((text) => TIME.exec(text)?.[1]);
  const end = day !== undefined && day === date ? high.slice(day.length + 1) : high;
  return `${name} ${low} to ${end}`;
}

const TIME = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?Z$/;

/** A value as pictures show it: times to the minute, long strings truncated. */
function formatValue(text: string): string {
  const [, date, time] = TIME.exec(text) ?? [];
  return date !== undefined && time !== undefined ? `${date} ${time}` : shorten(text);
}

/** Subtypes whose names in the registry are not clear by themselves. */
const SUBTYPE_NAMES: ReadonlyMap<string, string> = new Map([
  ['CREATE', 'creation'],
  ['VERSION', 'new version'],
  ['MODEL_RUN_WORKFLOW_TEMPLATE', 'workflow template'],
]);

/** A subtype as text, for example `MODEL_RUN` as `model run`; in the plural for more than one, for example `studies`. */
export function formatSubtype(subtype: string, count: number): string {
  const words = SUBTYPE_NAMES.get(subtype) ?? cleanText(subtype).toLowerCase().replaceAll('_', ' ');
  if (words === '') return count === 1 ? 'item' : 'items';
  if (count === 1) return words;
  if (words === 'person') return 'people';
  return words.endsWith('y') ? `${words.slice(0, -1)}ies` : `${words}s`;
}

/** A relation of W3C PROV as text: `wasGeneratedBy` becomes `was generated by`. */
export function formatRelation(type: string): string {
  return (
    cleanText(type)
      .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
      .toLowerCase() || 'is related to'
  );
}

/** Relations from their target to their source, mostly the inverse names of PROV-O: https://www.w3.org/TR/prov-o/#inverse-names */
const INVERSES: ReadonlyMap<string, string> = new Map([
  ['used', 'was used by'],
  ['wasGeneratedBy', 'generated'],
  ['wasAssociatedWith', 'was associated with'],
  ['wasAttributedTo', 'contributed to'],
  ['wasInformedBy', 'informed'],
  ['wasInfluencedBy', 'influenced'],
  ['wasDerivedFrom', 'was the source of'],
  ['wasRevisionOf', 'had the revision'],
  ['wasInvalidatedBy', 'invalidated'],
  ['hadMember', 'was a member of'],
]);

function formatInverse(type: string): string {
  return INVERSES.get(type) ?? `← ${formatRelation(type)}`;
}

function shorten(text: string): string {
  return truncateToColumns(cleanText(text), MAX_ATTRIBUTE_COLUMNS);
}
