import { headingsOf } from '../../action-tests/documentation/markdown.ts';
import { TOPICS } from '../../src/shared/action/running/topics.ts';

const PAGE = 'docs/troubleshooting.md';

/** Kinds of failure without a section in the page on them, and sections of which no failure speaks, in words. */
export function topicProblems(): string[] {
  const sections = headingsOf(PAGE, 2).map((heading) => heading.toLowerCase().replaceAll(' ', '-'));
  const topics: readonly string[] = TOPICS;
  return [
    ...topics
      .filter((topic) => !sections.includes(topic))
      .map((topic) => `${PAGE} has no section for ${topic} of src/shared/action/running/topics.ts`),
    ...sections
      .filter((section) => !topics.includes(section))
      .map(
        (section) =>
          `${PAGE} has a section ${section}, which src/shared/action/running/topics.ts does not name`,
      ),
  ];
}
