import { readHeadings } from '../../action-tests/documentation/markdown.ts';
import { TROUBLESHOOTING_ANCHORS } from '../../src/shared/action/runner/troubleshooting-anchors.ts';

const PAGE = 'docs/troubleshooting.md';
const SOURCE = 'src/shared/action/runner/troubleshooting-anchors.ts';
/** Sections about warnings, which name no anchor because the step succeeds. */
const WARNING_SECTIONS = ['output-too-large'];

/** Troubleshooting anchors without a section in the page, and sections without an anchor, as messages. */
export function findAnchorProblems(): string[] {
  const sections = readHeadings(PAGE, 2).map((heading) => heading.toLowerCase().replaceAll(' ', '-'));
  const anchors: readonly string[] = TROUBLESHOOTING_ANCHORS;
  return [
    ...anchors
      .filter((anchor) => !sections.includes(anchor))
      .map((anchor) => `${PAGE} has no section for ${anchor} of ${SOURCE}`),
    ...sections
      .filter((section) => !anchors.includes(section) && !WARNING_SECTIONS.includes(section))
      .map((section) => `${PAGE} has a section ${section}, which ${SOURCE} does not name`),
  ];
}
