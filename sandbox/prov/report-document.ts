import {
  Document,
  ExternalHyperlink,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Subtype } from '../registry/models/subtypes.ts';

export type ReportItem = { id: string; subtype: Subtype; name: string };
export type Report = { subject: ReportItem; inputs: ReportItem[]; runs: ReportItem[]; outputs: ReportItem[] };

const INCH = 1440; // in twentieths of a point (the unit of Word)
const BLUE = '0000FF';
const PURPLE = '800080';

/** The report as the bytes of a .docx file. */
export function writeReport(report: Report): Promise<Buffer> {
  const { subject } = report;
  const heading = new Paragraph({
    heading: HeadingLevel.HEADING_1,
    children: [
      new TextRun({ text: `Report for ${toTitleCase(subject.subtype)}: `, color: BLUE }),
      new ExternalHyperlink({
        link: createHandleUrl(subject.id),
        children: [new TextRun({ text: subject.name, color: PURPLE })],
      }),
    ],
  });
  const table = new Table({
    rows: [
      createRow('Modelling Team', [
        new Paragraph({ children: [new TextRun({ text: 'Name of the modelling team', italics: true })] }),
      ]),
      createRow('Inputs', report.inputs.map(createLine)),
      createRow('Model Runs', report.runs.map(createLine)),
      createRow('Outputs', report.outputs.map(createLine)),
    ],
  });
  const title = new Paragraph({ heading: HeadingLevel.TITLE, text: 'Model Run Study Close Out Report' });
  return Packer.toBuffer(new Document({ sections: [{ children: [title, heading, table] }] }));
}

function createRow(label: string, content: Paragraph[]): TableRow {
  const labelCell = new Paragraph({ children: [new TextRun({ text: label, bold: true })] });
  return new TableRow({
    children: [
      createCell(1, [labelCell]),
      createCell(10, content.length === 0 ? [new Paragraph('')] : content),
    ],
  });
}

function createCell(inches: number, children: Paragraph[]): TableCell {
  return new TableCell({ width: { size: inches * INCH, type: WidthType.DXA }, children });
}

function createLine({ id, subtype, name }: ReportItem): Paragraph {
  return new Paragraph({
    children: [
      new TextRun({ text: toTitleCase(subtype), bold: true }),
      new TextRun(`: ${name}, `),
      new ExternalHyperlink({
        link: createHandleUrl(id),
        children: [new TextRun({ text: id, color: BLUE, underline: {} })],
      }),
    ],
  });
}

function createHandleUrl(id: string): string {
  return `http://hdl.handle.net/${id}`;
}

function toTitleCase(subtype: string): string {
  return subtype
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join(' ');
}
