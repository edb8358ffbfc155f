import { type Box, type LineageLayout, measureExtent, type PlacedRelation, type Point } from './layout.ts';
import { ROW_SWING } from './relation-path.ts';

/** Space above and below the label of a relation to the next row. */
const LABEL_DISTANCE = 14;
/** Relations to the next row that a reader can follow. */
const MAX_RELATIONS = 3;

/**
 * A layout from left to right, broken into rows like the lines of a text. A row ends where a single relation leads on, so that
 * a reader has one line to follow from its end to the start of the next row; if that makes a row too wide, also where a few
 * relations lead on from one box or to one box.
 * @param canSplitFans false for a row that is too wide instead.
 */
export function foldLayout(
  { boxes, relations }: LineageLayout,
  maxWidth: number,
  canSplitFans = true,
): LineageLayout {
  const rowOf = assignRows(boxes, relations, maxWidth - 2 * ROW_SWING, canSplitFans);
  const folded = { boxes: new Map<string, Box>(), relations: [] as PlacedRelation[] };
  let bottom = 0;
  for (const [row, members] of Map.groupBy(boxes, ([id]) => rowOf.get(id))) {
    const outgoing = relations.filter(({ source }) => rowOf.get(source) === row);
    const within = outgoing.filter(({ target }) => rowOf.get(target) === row);
    const extent = measureExtent(
      members.map(([, box]) => box),
      within,
    );
    const [dx, dy] = [-extent.left, bottom - extent.top];
    const move = <T extends Point>(point: T): T => ({ ...point, x: point.x + dx, y: point.y + dy });
    for (const [id, box] of members) folded.boxes.set(id, move(box));
    for (const path of within)
      folded.relations.push({ ...path, at: move(path.at), points: path.points.map(move) });
    bottom += extent.height;
    // From the lowest box, so that no lines cross at the ends of the rows.
    const height = ({ source, target }: PlacedRelation): number =>
      (boxes.get(source)?.y ?? 0) + (boxes.get(target)?.y ?? 0);
    const onwards = outgoing.filter(({ target }) => rowOf.get(target) !== row);
    for (const path of onwards.toSorted((a, b) => height(b) - height(a))) {
      const y = bottom + LABEL_DISTANCE + path.height / 2;
      const points = [extent.width + ROW_SWING, -ROW_SWING].map((x) => ({ x, y }));
      folded.relations.push({ ...path, at: { x: extent.width / 2, y }, points, leadsToNextRow: true });
      bottom += path.height + 2 * LABEL_DISTANCE;
    }
  }
  return { ...folded, extent: measureExtent([...folded.boxes.values()], folded.relations) };
}

interface Rank {
  readonly boxes: readonly (readonly [string, Box])[];
  /** The relations between it, or a rank before it, and a later one. */
  readonly crossings: Crossing[];
}

/** A relation and the number of ranks that it spans. */
interface Crossing {
  readonly relation: PlacedRelation;
  readonly span: number;
}

/** The row of each box: as many ranks as fit, up to one where a row can end. */
function assignRows(
  boxes: ReadonlyMap<string, Box>,
  relations: readonly PlacedRelation[],
  maxRowWidth: number,
  canSplitFans: boolean,
): ReadonlyMap<string, number> {
  const rowOf = new Map<string, number>();
  let row = 0;
  let start: number | undefined;
  for (const block of splitAfter(createRanks(boxes, relations), ({ crossings }) => crossings.length === 1)) {
    const isTooWide = measureRanks(block).width > maxRowWidth;
    for (const part of isTooWide && canSplitFans ? splitAfter(block, isFan) : [block]) {
      const { left, width } = measureRanks(part);
      start ??= left;
      if (left + width - start > maxRowWidth) [row, start] = [row + 1, left];
      for (const [id] of part.flatMap((rank) => rank.boxes)) rowOf.set(id, row);
    }
  }
  return rowOf;
}

function createRanks(boxes: ReadonlyMap<string, Box>, relations: readonly PlacedRelation[]): readonly Rank[] {
  const ranks = [...Map.groupBy(boxes, ([, { x }]) => Math.round(x)).values()].map(
    (members): Rank => ({ boxes: members, crossings: [] }),
  );
  const rankOf = new Map(ranks.flatMap((rank, index) => rank.boxes.map(([id]) => [id, index])));
  for (const relation of relations) {
    const [one = 0, other = 0] = [rankOf.get(relation.source), rankOf.get(relation.target)];
    const [first, last] = [Math.min(one, other), Math.max(one, other)];
    for (const { crossings } of ranks.slice(first, last)) crossings.push({ relation, span: last - first });
  }
  return ranks;
}

/** Whether a few relations lead on from a rank, from one box, or to one box, of the next rank. */
function isFan({ crossings }: Rank): boolean {
  const count = (end: 'source' | 'target') => new Set(crossings.map(({ relation }) => relation[end])).size;
  return (
    crossings.length <= MAX_RELATIONS &&
    crossings.every(({ span }) => span === 1) &&
    (count('source') === 1 || count('target') === 1)
  );
}

function measureRanks(ranks: readonly Rank[]): LineageLayout['extent'] {
  return measureExtent(ranks.flatMap((rank) => rank.boxes.map(([, box]) => box)));
}

/** Splits ranks after each one that matches. */
function splitAfter(ranks: readonly Rank[], isEnd: (rank: Rank) => boolean): readonly (readonly Rank[])[] {
  const ends = ranks.flatMap((rank, index) => (isEnd(rank) ? [index + 1] : []));
  return [...new Set([...ends, ranks.length])].map((end, i) => ranks.slice(ends[i - 1] ?? 0, end));
}
