import { formatCount } from '../../format-count.ts';
import {
  createDisplayLineage,
  type DisplayLineage,
  type DisplayNode,
  listLines,
} from '../../lineage/display-lineage.ts';
import {
  drawOnce,
  type FittedLineage,
  fitLineage,
  isClear,
  isDrawable,
  MAX_WIDE_BOXES,
} from '../../lineage/fit-lineage.ts';
import type { GroupedLineage, GroupMode } from '../../lineage/group-lineage.ts';
import type { FlowDirection } from '../../lineage/layout.ts';
import { escapeMarkdown } from '../runner/markdown/markdown.ts';
import { redactSecrets } from '../runner/secrets/secrets.ts';
import { chooseMermaidLayout } from './mermaid-layout.ts';
import { ARROW_NOTE, EMPTY_NOTE, listMarkNotes, listPictureNotes } from './picture-notes.ts';

/** Limit of Mermaid as GitHub runs it (`maxTextSize`); a larger picture is an error message. */
const MAX_CHARACTERS = 50_000;
/**
 * With more relations, Mermaid takes many seconds each time that someone opens the page; GitHub allows 500 (`maxEdges`). The
 * time of the layout grows with the square of the boxes, also of those without relations.
 */
const LIMITS = { boxes: 300, relations: 200 };
/**
 * GitHub scales a picture to the width of the page, about 960 pixels. The text of a wider picture, of 16 pixels, would be below
 * 10 pixels. Of a few boxes, the names are worth more: their text may have 7 pixels.
 */
const MAX_WIDTH = { fullSize: 640, manyBoxes: 1600, fewBoxes: 2200 };
/** Minimum number of nodes of a picture that is collapsed in the summary. */
const COLLAPSE_FROM_NODES = 25;

/** Shapes and colours of W3C PROV: entities are yellow ovals, activities blue boxes, agents orange. */
const STYLES = {
  ENTITY: { open: '([', close: '])', fill: '#fffc87', stroke: '#808080', note: 'Yellow ovals: entities.' },
  ACTIVITY: { open: '[', close: ']', fill: '#9fb1fc', stroke: '#0000ff', note: 'Blue boxes: activities.' },
  AGENT: {
    open: '{{',
    close: '}}',
    fill: '#fed37f',
    stroke: '#b8860b',
    note: 'Orange hexagons: people and organisations.',
  },
} as const;
/**
 * Mermaid itself wraps at 200 pixels, in the middle of most names. Its labels have too little contrast in the dark scheme:
 * they have the same colours in both schemes, as the boxes do.
 */
const INIT =
  '%%{init: {"flowchart": {"wrappingWidth": 400}, "themeVariables": {"edgeLabelBackground": "#eeeeee"}}}%%';
const TEXT_COLOR = '#1f2328';

/**
 * A lineage as a Mermaid picture for a job summary, within the limits of GitHub: a graph that is too large, or too wide to
 * read on a page, is drawn in coarser groups.
 * @param root id of the item that the lineage is of; it is drawn with a thick border.
 * @param getAddress returns the page of an item.
 * @param mode `never` draws a box for each item if that is possible.
 */
export function renderMermaid(
  lineage: GroupedLineage,
  root: string,
  getAddress: (id: string) => string,
  mode: GroupMode = 'auto',
): string {
  if (lineage.groups.length === 0) return EMPTY_NOTE;
  const draw = drawOnce((level) => {
    const display = createDisplayLineage(level);
    const { direction, width } = chooseMermaidLayout(display);
    return { code: renderCode(display, direction, root, getAddress), display, width };
  });
  /** The smallest picture that Mermaid accepts, for a graph of which none can be read without scrolling. */
  let smallest: FittedLineage | undefined;
  const canDraw = (level: FittedLineage): boolean => {
    if (!isDrawable(level, LIMITS) || draw(level).code.length > MAX_CHARACTERS) return false;
    smallest = level;
    const hasFewBoxes = level.groups.length <= MAX_WIDE_BOXES && !level.isCoarse;
    return draw(level).width <= (hasFewBoxes ? MAX_WIDTH.fewBoxes : MAX_WIDTH.manyBoxes);
  };
  const isReadable = (level: FittedLineage): boolean =>
    isClear(level) && (mode === 'never' || draw(level).width <= MAX_WIDTH.fullSize);
  const fitted = fitLineage(lineage, [root], canDraw, isReadable) ?? smallest;
  const pictureNotes = listPictureNotes(fitted).map(escapeMarkdown);
  if (!fitted) return pictureNotes.join(' ');
  const { code, display } = draw(fitted);
  const shapeNotes = Object.entries(STYLES).flatMap(([name, { note }]) =>
    display.nodes.some(({ category }) => category === name) ? [note] : [],
  );
  const notes = [...pictureNotes, ...shapeNotes, ...listMarkNotes(display)];
  const picture = ['```mermaid', code, '```', '', notes.join(' ')].join('\n');
  if (fitted.groups.length < COLLAPSE_FROM_NODES) return picture;
  return `<details><summary>${fitted.groups.length} nodes</summary>\n\n${picture}\n\n</details>`;
}

function renderCode(
  lineage: DisplayLineage,
  direction: FlowDirection,
  root: string,
  getAddress: (id: string) => string,
): string {
  const { nodes, relations } = lineage;
  const keys = new Map(nodes.map((node, index) => [node.id, `n${index}`]));
  return [
    INIT,
    `flowchart ${direction}`,
    'accTitle: Lineage graph',
    `accDescr: ${formatCount(nodes.length, 'node')} and ${formatCount(relations.length, 'relation')}. ${ARROW_NOTE}`,
    ...nodes.map((node) => renderNode(node, keys.get(node.id) ?? '')),
    ...relations.map(
      ({ source, target, label }) => `${keys.get(source)} -->|"${escapeMermaid(label)}"| ${keys.get(target)}`,
    ),
    ...nodes
      .filter(({ members }) => members.length === 1)
      .map(({ id }) => `click ${keys.get(id)} href "${escapeAddress(getAddress(id))}"`),
    ...Object.entries(STYLES).map(
      ([category, { fill, stroke }]) =>
        `classDef ${category.toLowerCase()} fill:${fill},stroke:${stroke},color:${TEXT_COLOR}`,
    ),
    'classDef group stroke-width:2px,stroke-dasharray:6 3',
    'classDef root stroke-width:4px',
    `linkStyle default color:${TEXT_COLOR}`,
    ...(keys.has(root) ? [`class ${keys.get(root)} root`] : []),
  ].join('\n');
}

function renderNode(node: DisplayNode, key: string): string {
  const { category, members } = node;
  const { open, close } = STYLES[category];
  const lines = listLines(node, redactSecrets).flat().map(escapeMermaid);
  const group = members.length > 1 ? `\nclass ${key} group` : '';
  return `${key}${open}"${lines.join('<br>')}"${close}:::${category.toLowerCase()}${group}`;
}

/**
 * What Mermaid replaces after it decoded character references, so that only an invisible character helps: icons (`fa:fa-car`),
 * formulas (`$$x$$`), line breaks (`\\n`), and in versions 11.0 to 11.12, which take labels for Markdown, escapes, emphasis,
 * addresses and links. `ﬂ°` and `¶ß` are its own marks of references.
 */
const REPLACED =
  /[ﬂ¶](?=[°ß])|fa[bklrs]?(?=:fa-)|\$(?=\$)|[*~](?=\S)|(?<![\p{L}\p{N}])_(?=\S)|\\(?=[n!-/:-@[-`{-~]|$)|(?<=[\w.+-])@(?=[\w-])|(?<=https?|ftp):(?=\/\/)|www(?=\.)|\](?=\()/giu;
/** After marks of emphasis, only a character helps that counts as white space in regular expressions. */
const INVISIBLE_SPACE = '\ufeff';
/** What starts a block in Markdown, such as a list or a heading. */
const START_OF_BLOCK = /^(?=[*>=_~|:<[]|[-+#](?!\w)|\d+[.)](?:\s|$))/;
const RIGHT_TO_LEFT = /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}].*/u;

/** A line of text inside Mermaid's quotes: nothing in it can end the quote, the picture or the code block. */
function escapeMermaid(text: string): string {
  const line = text
    .replace(/[\r\n]+/g, ' ')
    .replace(REPLACED, `$&${INVISIBLE_SPACE}`)
    .replaceAll('`', '\u02cb') // looks the same; nothing prevents that Markdown takes what is between them for code
    .replace(START_OF_BLOCK, '\u200b')
    .replace(RIGHT_TO_LEFT, '\u2068$&\u2069');
  return encodeMermaid(line);
}

function encodeMermaid(text: string): string {
  return text
    .replace(/[^\p{L}\p{N} .…,;/?=%&+@_-]/gu, (c) => `#${c.codePointAt(0)};`)
    .replaceAll('&', '#38;');
}

/** Mermaid checks addresses before it decodes them, and rejects a scheme without its colon. */
function escapeAddress(address: string): string {
  return encodeMermaid(redactSecrets(address)).replaceAll('#58;', ':');
}
