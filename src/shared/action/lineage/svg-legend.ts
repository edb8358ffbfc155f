import type { DisplayLineage } from '../../lineage/display-lineage.ts';
import { estimateTextWidth, wrapToColumns } from '../../lineage/text-width.ts';
import { listMarkNotes } from './picture-notes.ts';
import { DETAIL, escapeXml, LINE_HEIGHT } from './svg-text.ts';

/** Height of the samples, with the space between them and the notes. */
const SAMPLES_HEIGHT = 37;
/** A legend can be this wide even if the picture above it is narrower. */
const MIN_WIDTH = 360;

/** A label and an outline of 18 by 12 pixels for each category. */
const SAMPLES = {
  ENTITY: { label: 'Entity', outline: 'm6,0 h6 a6,6 0 0 1 0,12 h-6 a6,6 0 0 1 0,-12 z' },
  ACTIVITY: { label: 'Activity', outline: 'm0,0 h18 v12 h-18 z' },
  AGENT: { label: 'Person or organisation', outline: 'm0,4 l9,-4 l9,4 v8 h-18 z' },
} as const;

/** Explains the shapes and marks of a picture, with notes whose lines are not much wider than the picture. */
export function createLegend(lineage: DisplayLineage, notes: readonly string[], pictureWidth: number) {
  const samples = Object.entries(SAMPLES).flatMap(([category, sample]) =>
    lineage.nodes.some((node) => node.category === category)
      ? [{ ...sample, className: category.toLowerCase() }]
      : [],
  );
  const text = [...notes, ...listMarkNotes(lineage)].join(' ');
  const lines = wrapToColumns(text, Math.max(MIN_WIDTH, pictureWidth) / DETAIL.columnWidth);
  return {
    width: Math.max(
      samples.reduce((sum, { label }) => sum + measureSample(label), 0),
      ...lines.map(measureText),
    ),
    height: SAMPLES_HEIGHT + lines.length * LINE_HEIGHT,
    /** The notes as plain text. */
    text,
    /** @returns the legend as SVG. */
    render(left: number, top: number): string {
      let x = left;
      const outlines = samples.map(({ className, label, outline }) => {
        const sample = `<g class="${className}"><path d="M${x},${top + 4} ${outline}"/></g><text x="${x + 24}" y="${top + 14}">${label}</text>`;
        x += measureSample(label);
        return sample;
      });
      const rows = lines.map(
        (line, row) =>
          `<text x="${left}" y="${top + SAMPLES_HEIGHT - 1 + row * LINE_HEIGHT}">${escapeXml(line)}</text>`,
      );
      return `<g class="legend" font-size="${DETAIL.fontSize}">${[...outlines, ...rows].join('')}</g>`;
    },
  };
}

const measureText = (text: string): number => estimateTextWidth(text, DETAIL.columnWidth);

/** Width of an outline, its label and the distance to the next one. */
const measureSample = (label: string): number => 44 + measureText(label);
