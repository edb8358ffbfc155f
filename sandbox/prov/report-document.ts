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
import type { Report, ReportItem } from './report.ts';

const INCH = 1440; // in twentieths of a point
const BLUE = '0000FF';
const PURPLE = '800080';

/** The report as the bytes of a .docx file. */
export function writeReport(report: Report): Promise<Buffer> {
  const { subject } = report;
  const heading = new Paragraph({
    heading: HeadingLevel.HEADING_1,
    children: [
      new TextRun({ text: `Report for ${titleCase(subject.subtype)}: `, color: BLUE }),
      new ExternalHyperlink({
        link: handleUrl(subject.id),
        children: [new TextRun({ text: subject.name, color: PURPLE })],
      }),
    ],
  });
  const table = new Table({
    rows: [
      row('Modelling Team', [
        new Paragraph({ children: [new TextRun({ text: 'Name of the modelling team', italics: true })] }),
      ]),
      row('Inputs', report.inputs.map(line)),
      row('Model Runs', report.runs.map(line)),
      row('Outputs', report.outputs.map(line)),
    ],
  });
  const title = new Paragraph({ heading: HeadingLevel.TITLE, text: 'Model Run Study Close Out Report' });
  return Packer.toBuffer(new Document({ sections: [{ children: [title, heading, table] }] }));
}

function row(label: string, content: Paragraph[]): TableRow {
  const left = new Paragraph({ children: [new TextRun({ text: label, bold: true })] });
  return new TableRow({
    children: [cell(1, [left]), cell(10, content.length === 0 ? [new Paragraph('')] : content)],
  });
}

function cell(inches: number, children: Paragraph[]): TableCell {
  return new TableCell({ width: { size: inches * INCH, type: WidthType.DXA }, children });
}

function line({ id, subtype, name }: ReportItem): Paragraph {
  return new Paragraph({
    children: [
      new TextRun({ text: titleCase(subtype), bold: true }),
      new TextRun(`: ${name}, `),
      new ExternalHyperlink({
        link: handleUrl(id),
        children: [new TextRun({ text: id, color: BLUE, underline: {} })],
      }),
    ],
  });
}

function handleUrl(id: string): string {
  return `http://hdl.handle.net/${id}`;
}

function titleCase(subtype: string): string {
  return subtype
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join(' ');
}
