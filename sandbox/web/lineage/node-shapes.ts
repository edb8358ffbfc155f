import type { Category } from '../../registry/models/subtypes.ts';

export type Point = { x: number; y: number };

/** The outline of a box at a place and of a size, and how far its text stays away from the sides. */
type Outline = { outline(x: number, y: number, width: number, height: number): string; indent: number };

/** Shapes as PROV draws them: entities are round, activities square, agents houses. */
export const OUTLINES: Readonly<Record<Category, Outline>> = {
  ENTITY: {
    indent: 18,
    outline: (x, y, width, height) => {
      const r = height / 2;
      return `M${x + r},${y} h${width - height} a${r},${r} 0 0 1 0,${height} h${height - width} a${r},${r} 0 0 1 0,${-height} z`;
    },
  },
  ACTIVITY: {
    indent: 10,
    outline: (x, y, width, height) => `M${x},${y} h${width} v${height} h${-width} z`,
  },
  AGENT: {
    indent: 10,
    outline: (x, y, width, height) => {
      const roof = 14;
      return `M${x},${y + roof} l${width / 2},${-roof} l${width / 2},${roof} v${height - roof} h${-width} z`;
    },
  },
};
