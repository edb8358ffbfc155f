import type { Category } from './display-lineage.ts';

/** The outline of a box as an SVG path, and how far text stays away from its sides. */
interface NodeShape {
  /** @param x left side. @param y top. */
  getPath(x: number, y: number, width: number, height: number): string;
  readonly indent: number;
}

/** Height of the roof of an agent's house. */
export const ROOF_HEIGHT = 14;

/** In a rounder oval of many lines, the first and the last line would cross the outline. */
const MAX_RADIUS = 36;

/** Shapes of W3C PROV: entities are ovals, activities boxes, agents houses. */
export const NODE_SHAPES: Readonly<Record<Category, NodeShape>> = {
  ENTITY: {
    indent: 18,
    getPath: (x, y, width, height) => {
      const r = Math.min(height / 2, MAX_RADIUS);
      const [across, down] = [width - 2 * r, height - 2 * r];
      const turn = (dx: number, dy: number) => `a${r},${r} 0 0 1 ${dx},${dy}`;
      return `M${x + r},${y} h${across} ${turn(r, r)} v${down} ${turn(-r, r)} h${-across} ${turn(-r, -r)} v${-down} ${turn(r, -r)} z`;
    },
  },
  ACTIVITY: {
    indent: 10,
    getPath: (x, y, width, height) => `M${x},${y} h${width} v${height} h${-width} z`,
  },
  AGENT: {
    indent: 10,
    getPath: (x, y, width, height) =>
      `M${x},${y + ROOF_HEIGHT} l${width / 2},${-ROOF_HEIGHT} l${width / 2},${ROOF_HEIGHT} v${height - ROOF_HEIGHT} h${-width} z`,
  },
};
