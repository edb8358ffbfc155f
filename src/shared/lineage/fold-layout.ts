import { type Box, type LineageLayout, measureExtent, type PlacedRelation, type Point } from './layout.ts';
import { ROW_SWING } from './relation-path.ts';

/** A screen shows a row of this width as a whole, with names that can be read. */
const MAX_ROW_WIDTH = 1400;
/** Space above and below the label of a relation to the next row. */
const LABEL_DISTANCE = 14;

/**
 * A layout from left to right, broken into rows like the lines of a text. A row ends only where a single relation leads on,
 * so that a reader has one line to follow from its end to the start of the next row.
 */
export function foldLayout({ boxes, relations }: LineageLayout): LineageLayout {
  const rowOf = assignRows(boxes, relations);
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
    for (const path of outgoing.filter((relation) => !within.includes(relation))) {
      const y = bottom + LABEL_DISTANCE + path.height / 2;
      const points = [extent.width + ROW_SWING, -ROW_SWING].map((x) => ({ x, y }));
      folded.relations.push({ ...path, at: { x: extent.width / 2, y }, points, leadsToNextRow: true });
      bottom += path.height + 2 * LABEL_DISTANCE;
    }
  }
  return { ...folded, extent: measureExtent([...folded.boxes.values()], folded.relations) };
}

/** The row of each box: as many ranks as fit, up to one from which a single relation leads on. */
function assignRows(
  boxes: ReadonlyMap<string, Box>,
  relations: readonly PlacedRelation[],
): ReadonlyMap<string, number> {
  const ranks = [...Map.groupBy(boxes, ([, { x }]) => Math.round(x)).values()];
  const crossings = countCrossings(ranks, relations);
  const rowOf = new Map<string, number>();
  let row = 0;
  let start: number | undefined;
  /** Ranks that cannot be in different rows. */
  let block: (readonly [string, Box])[] = [];
  for (const [rank, members] of ranks.entries()) {
    block.push(...members);
    if (crossings[rank] !== 1 && rank < ranks.length - 1) continue;
    const { left, width } = measureExtent(block.map(([, box]) => box));
    start ??= left;
    if (left + width - start > MAX_ROW_WIDTH) [row, start] = [row + 1, left];
    for (const [id] of block) rowOf.set(id, row);
    block = [];
  }
  return rowOf;
}

/** For each rank, the number of relations between it, or a rank before it, and a later one. */
function countCrossings(
  ranks: readonly (readonly (readonly [string, Box])[])[],
  relations: readonly PlacedRelation[],
): readonly number[] {
  const rankOf = new Map(ranks.flatMap((members, rank) => members.map(([id]) => [id, rank])));
  const crossings = ranks.map(() => 0);
  for (const { source, target } of relations) {
    const [one = 0, other = 0] = [rankOf.get(source), rankOf.get(target)];
    const [first, last] = [Math.min(one, other), Math.max(one, other)];
    for (let rank = first; rank < last; rank++) crossings[rank] = (crossings[rank] ?? 0) + 1;
  }
  return crossings;
}
