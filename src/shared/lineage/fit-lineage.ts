import {
  type GroupedLineage,
  groupLineage,
  groupRelations,
  isGroupedSubtype,
  type Lineage,
  type LineageGroup,
  type LineageRelation,
} from './group-lineage.ts';
import { measureTotalLength } from './relation-lengths.ts';

export interface FittedLineage extends GroupedLineage {
  /** True if items are grouped by subtype only, because groups of similar items did not fit. */
  readonly isCoarse: boolean;
  /** What is not drawn: items to which many others are related, then what is related only to these, and creations. */
  readonly leftOut: readonly LineageGroup[];
}

export const COARSE_NOTE =
  'Items are grouped by kind because the graph is too large to draw. Choose fewer steps or one direction to see more.';

/** Stands for a picture that does not fit even if it is coarse. */
export const TOO_LARGE_NOTE = 'The graph is too large to draw. Choose fewer steps or one direction.';

/** A tree has one relation less than boxes. */
const MAX_FURTHER_RELATIONS = 80;
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
 * Simplifies a lineage until it fits a medium. Tries four levels: groups of similar items, the same without items to which
 * many others are related, one group for each subtype that comes in batches (model runs, datasets), one group for each
 * subtype.
 * @param separate ids of items that are neither grouped nor left out at any level.
 * @param canDraw whether a level is small enough for the medium.
 * @param isNarrow whether a level fits the width of a screen. If the first level can be drawn but is wider, the second level is
 * tried, but no level that groups by subtype.
 * @returns undefined if no level can be drawn.
 */
export function fitLineage(
  grouped: GroupedLineage,
  separate: readonly string[],
  canDraw: LevelTest,
  isNarrow: LevelTest = () => true,
): FittedLineage | undefined {
  const kept = new Set(separate);
  const levels: readonly (() => FittedLineage | undefined)[] = [
    () => ({ ...grouped, isCoarse: false, leftOut: [] }),
    () => leaveOutShared(grouped, kept),
    () => coarsenLineage(grouped, 'batch', kept),
    () => coarsenLineage(grouped, 'subtype', kept),
  ];
  let best: FittedLineage | undefined;
  for (const createLevel of levels) {
    const fitted = createLevel();
    if (!fitted || !canDraw(fitted)) continue;
    if (best && fitted.isCoarse) break;
    best = fitted;
    if (isNarrow(best)) break;
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
  isNarrow?: LevelTest,
): FittedLineage | undefined {
  const separate = [root];
  const group = (test?: LevelTest) =>
    fitLineage(groupLineage(lineage, 'auto', separate), separate, canDraw, test);
  for (const id of opened) {
    const closed = group()?.groups.find(({ members }) => members.some((member) => member.id === id));
    if (!closed || closed.members.length === 1) continue;
    separate.push(...closed.members.slice(0, MAX_OPENED_MEMBERS).map((member) => member.id));
  }
  return group(isNarrow);
}

/** An item is left out only if at least this number of boxes point to it. The longest query of the API returns a chain of five runs. */
const MIN_POINTING_BOXES = 5;

/**
 * Leaves out items that many others point to, such as the model and the modeller of a chain of runs: the lines to them cross
 * the whole picture. Also leaves out what is then related to nothing, and creations that are then related to their item only:
 * they repeat its handle.
 * @returns undefined if there are none.
 */
function leaveOutShared(
  { groups, relations }: GroupedLineage,
  separate: ReadonlySet<string>,
): FittedLineage | undefined {
  const pointing = Map.groupBy(relations, ({ target }) => target);
  const isShared = ({ id, members: [first] }: LineageGroup): boolean =>
    !separate.has(id) &&
    first?.subtype !== 'MODEL_RUN' &&
    new Set(pointing.get(id)?.map(({ source }) => source)).size >= MIN_POINTING_BOXES;
  const shared = groups.filter(isShared);
  if (shared.length === 0) return undefined;
  const sharedIds = new Set(shared.map(({ id }) => id));
  const isDrawn = ({ source, target }: LineageRelation): boolean =>
    !sharedIds.has(source) && !sharedIds.has(target);
  const drawn = countRelations(relations.filter(isDrawn));
  const related = countRelations(relations);
  const addsNothing = ({ id, members: [first] }: LineageGroup): boolean =>
    !separate.has(id) && related.has(id) && (drawn.get(id) ?? 0) <= (first?.subtype === 'CREATE' ? 1 : 0);
  const leftOut = [...shared, ...groups.filter((group) => !sharedIds.has(group.id) && addsNothing(group))];
  const leftOutIds = new Set(leftOut.map(({ id }) => id));
  return {
    groups: groups.filter(({ id }) => !leftOutIds.has(id)),
    relations: relations.filter(({ source, target }) => !leftOutIds.has(source) && !leftOutIds.has(target)),
    isCoarse: false,
    leftOut,
  };
}

/** The number of relations of each item that has any. */
function countRelations(relations: readonly LineageRelation[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of relations.flatMap(({ source, target }) => [source, target]))
    counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
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
  return { groups: coarse, relations: groupRelations(relations, groupOf), isCoarse: true, leftOut: [] };
}
