export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle, by its centre. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface BoxSize {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** A relation whose label takes up a rectangle of this size. */
export interface RelationSize {
  readonly source: string;
  readonly target: string;
  readonly label: string;
  readonly width: number;
  readonly height: number;
}

export interface PlacedRelation extends RelationSize {
  /** Points from the border of the source, over the bends, to the border of the target. */
  readonly points: readonly Point[];
  /** Centre of the label. */
  readonly at: Point;
  /** Whether it leads to the next row of a folded layout; `points` are then the ends of its way between the rows. */
  readonly leadsToNextRow?: boolean;
}

export interface LineageLayout {
  /** In reading order: from the newest, rank by rank. */
  readonly boxes: ReadonlyMap<string, Box>;
  readonly relations: readonly PlacedRelation[];
  /** Size of the area of all boxes, labels and bends, without a margin. */
  readonly extent: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
}

/** Where relations point: from left to right, or from top to bottom. */
export type FlowDirection = 'LR' | 'TB';

/** The coordinates and sizes along the flow of a layout, and across it. */
export const AXES = {
  LR: { along: 'x', across: 'y', length: 'width', breadth: 'height' },
  TB: { along: 'y', across: 'x', length: 'height', breadth: 'width' },
} as const satisfies Record<FlowDirection, object>;

/** The boxes of each rank: those with the same centre along the flow. In the order of the boxes. */
export function groupByRank(boxes: ReadonlyMap<string, Box>, direction: FlowDirection): Map<number, Box[]> {
  const { along } = AXES[direction];
  return Map.groupBy(boxes.values(), (box) => Math.round(box[along]));
}

/** The area of boxes and relations; empty if there are none. */
export function measureExtent(
  boxes: readonly Box[],
  relations: readonly PlacedRelation[] = [],
): LineageLayout['extent'] {
  const { x, y } = boxes[0] ?? { x: 0, y: 0 };
  let [left, top, right, bottom] = [x, y, x, y];
  const add = ({ x, y }: Point, width = 0, height = 0): void => {
    left = Math.min(left, x - width / 2);
    top = Math.min(top, y - height / 2);
    right = Math.max(right, x + width / 2);
    bottom = Math.max(bottom, y + height / 2);
  };
  for (const box of boxes) add(box, box.width, box.height);
  for (const { at, width, height, points } of relations) {
    add(at, width, height);
    for (const point of points) add(point);
  }
  return { left, top, width: right - left, height: bottom - top };
}
