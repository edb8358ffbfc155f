import { readHeadings } from '../../action-tests/documentation/markdown.ts';
import { TROUBLESHOOTING_ANCHORS } from '../../src/shared/action/runner/troubleshooting-anchors.ts';

const PAGE = 'docs/troubleshooting.md';
/** Sections about warnings, which name no anchor because the step succeeds. */
const WARNING_SECTIONS = ['output-too-large'];

/** Troubleshooting anchors without a section in the page, and sections without an anchor, as messages. */
export function findAnchorProblems(): string[] {
  const sections = readHeadings(PAGE, 2).map((heading) => heading.toLowerCase().replaceAll(' ', '-'));
  const topics: readonly string[] = TROUBLESHOOTING_ANCHORS;
  return [
    ...topics
      .filter((topic) => !sections.includes(topic))
      .map(
        (topic) =>
          `${PAGE} has no section for ${topic} of src/shared/action/runner/troubleshooting-anchors.ts`,
      ),
    ...sections
      .filter((section) => !topics.includes(section) && !WARNING_SECTIONS.includes(section))
      .map(
        (section) =>
          `${PAGE} has a section ${section}, which src/shared/action/runner/troubleshooting-anchors.ts does not name`,
      ),
  ];
}
