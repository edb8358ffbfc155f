import {
  type GroupedLineage,
  groupLineage,
  groupRelations,
  isGroupedSubtype,
  type Lineage,
} from './group-lineage.ts';
import { type InlinedLineage, inlineItems } from './inline-items.ts';
import { measureTotalLength } from './relation-lengths.ts';

export interface FittedLineage extends InlinedLineage {
  /** True if items are grouped by subtype only, because groups of similar items did not fit. */
  readonly isCoarse?: boolean;
}

const NOTHING_INLINED = { inlined: new Map(), unboxed: [], leftOut: [] };

export const COARSE_NOTE =
  'Items are grouped by kind because the graph is too large to draw. Choose fewer steps or one direction to see more.';

/** Stands for a picture that does not fit even if it is coarse. */
export const TOO_LARGE_NOTE = 'The graph is too large to draw. Choose fewer steps or one direction.';

/** A tree has one relation less than boxes. */
const MAX_FURTHER_RELATIONS = 80;
/** Up to this number of relations more than boxes, the lines are easy to follow. */
const MAX_CLEAR_RELATIONS = 20;
/** Maximum length of all relations together, in ranks. Beyond it, a layout takes seconds and is too wide to read. */
const MAX_TOTAL_LENGTH = 400;

interface PictureLimits {
  readonly boxes: number;
  readonly relations: number;
}

/**
 * Whether a picture of a lineage is within the limits, and not a tangle of lines: with many more relations than boxes, or
 * long ones, they cannot be followed.
 */
export function isDrawable({ groups, relations }: GroupedLineage, limits: PictureLimits): boolean {
  const isTangled = relations.length - groups.length > MAX_FURTHER_RELATIONS;
  if (groups.length > limits.boxes || relations.length > limits.relations || isTangled) return false;
  return measureTotalLength(relations) <= MAX_TOTAL_LENGTH;
}

/** Whether the lines of a picture are easy to follow. */
export function isClear({ groups, relations }: GroupedLineage): boolean {
  return relations.length - groups.length <= MAX_CLEAR_RELATIONS;
}

/** Draws each level once: the level that is shown was often drawn before, to measure it, and a large one takes seconds. */
export function drawOnce<T>(draw: (level: GroupedLineage) => T): (level: GroupedLineage) => T {
  const drawings = new Map<GroupedLineage, T>();
  return (level) => {
    const drawing = drawings.get(level) ?? draw(level);
    drawings.set(level, drawing);
    return drawing;
  };
}

/** Number of members that are drawn separately when a group is opened. */
const MAX_OPENED_MEMBERS = 20;

type LevelTest = (lineage: FittedLineage) => boolean;

/** A picture of up to this number of boxes can be read although it is wide. */
export const MAX_WIDE_BOXES = 20;

/**
 * Simplifies a lineage until it fits a medium. Tries four levels: groups of similar items, the same with some items
 * named in the boxes of others, one group for each subtype that comes in batches (model runs, datasets), one group for each
 * subtype.
 * @param separate ids of items that are neither grouped nor inlined at any level.
 * @param canDraw whether a level is small enough for the medium.
 * @param isReadable whether a level can be read with ease. If the first level can be drawn but not read so, the second level is
 * tried, but no level that groups by subtype.
 * @returns undefined if no level can be drawn.
 */
export function fitLineage(
  grouped: GroupedLineage,
  separate: readonly string[],
  canDraw: LevelTest,
  isReadable: LevelTest = () => true,
): FittedLineage | undefined {
  const kept = new Set(separate);
  const levels: readonly (() => FittedLineage | undefined)[] = [
    () => ({ ...grouped, ...NOTHING_INLINED }),
    () => inlineItems(grouped, kept),
    () => coarsenLineage(grouped, 'batch', kept),
    () => coarsenLineage(grouped, 'subtype', kept),
  ];
  let best: FittedLineage | undefined;
  for (const createLevel of levels) {
    const fitted = createLevel();
    if (!fitted || !canDraw(fitted)) continue;
    if (best && fitted.isCoarse) break;
    best = fitted;
    if (isReadable(best)) break;
  }
  return best;
}

/**
 * Groups a lineage with some groups opened: the first 20 members of an opened group are drawn separately, with their
 * relations. The other members form a new group, which can be opened, too.
 * @param root id of the item that the lineage was queried for.
 * @param opened the id of a member for each group to open, in the order of opening. Other ids have no effect.
 * @returns undefined if the lineage does not fit.
 */
export function openGroups(
  lineage: Lineage,
  root: string,
  opened: readonly string[],
  canDraw: LevelTest,
  isReadable?: LevelTest,
): FittedLineage | undefined {
  const separate = [root];
  const group = (test?: LevelTest) =>
    fitLineage(groupLineage(lineage, 'auto', separate), separate, canDraw, test);
  for (const id of opened) {
    const closed = group()?.groups.find(({ members }) => members.some((member) => member.id === id));
    if (!closed || closed.members.length === 1) continue;
    separate.push(...closed.members.slice(0, MAX_OPENED_MEMBERS).map((member) => member.id));
  }
  return group(isReadable);
}

function coarsenLineage(
  { groups, relations }: GroupedLineage,
  level: 'batch' | 'subtype',
  separate: ReadonlySet<string>,
): FittedLineage {
  const merged = Map.groupBy(groups, ({ id, members: [first] }) =>
    !separate.has(id) && (level === 'subtype' || isGroupedSubtype(first?.subtype))
      ? `subtype ${first?.subtype}`
      : `item ${id}`,
  );
  const coarse = [...merged.values()].map((parts) => ({
    id: parts[0]?.id ?? '',
    members: parts.flatMap(({ members }) => members),
  }));
  const groupOf = new Map(
    [...merged.values()].flatMap((parts) => parts.map(({ id }) => [id, parts[0]?.id ?? id])),
  );
  const lineage = { groups: coarse, relations: groupRelations(relations, groupOf) };
  return { ...lineage, ...(inlineItems(lineage, separate) ?? NOTHING_INLINED), isCoarse: true };
}
