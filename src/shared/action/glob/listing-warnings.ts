import { formatCount } from '../../format-count.ts';
import type { Log } from '../runner/log/log.ts';
import type { UnmatchableExclusion, UselessExclusion } from './useless-exclusions.ts';

/** What a listing omits or includes, probably by mistake. */
export interface ListingNotes {
  readonly uselessExclusions: readonly UselessExclusion[];
  readonly unmatchableExclusions: readonly UnmatchableExclusion[];
  /** Names of broken links that can lead to folders. */
  readonly brokenLinks: readonly string[];
}

/** Warns about exclusions that exclude nothing, and about broken links that cannot be followed. */
export function warnAboutListing(
  { uselessExclusions, unmatchableExclusions, brokenLinks }: ListingNotes,
  action: 'read' | 'uploaded',
  log: Pick<Log, 'warning'>,
): void {
  for (const { line, path, advice } of uselessExclusions)
    log.warning(`The line ${JSON.stringify(line)} excludes nothing: ${path} is ${action}. ${advice}.`);
  for (const { line, hint } of unmatchableExclusions)
    log.warning(`The line ${JSON.stringify(line)} excludes nothing${hint}.`);
  if (brokenLinks.length > 0) log.warning(formatBrokenLinks(brokenLinks, action));
}

function formatBrokenLinks(links: readonly string[], action: 'read' | 'uploaded'): string {
  const count = formatCount(links.length, 'broken symbolic link is', 'broken symbolic links are');
  const example = `${links.length === 1 ? ':' : ', such as'} ${links[0]}`;
  return `${count} skipped${example}. Files behind a broken link are not ${action}. Exclude or remove it, or repair its target.`;
}
