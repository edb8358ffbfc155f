import { statSync } from 'node:fs';
import { join } from 'node:path';
import { badNames } from '../errors.ts';
import { each } from '../flow/each.ts';
import type { Session, Store } from '../flow/session.ts';
import { byName } from '../local/local-file.ts';
import { sumOfFile } from '../local/read-sum.ts';
import type { Manifest } from '../manifest.ts';
import { cleanDestination, folderOf } from '../names.ts';
import { listRemote, RemoteSums } from '../remote.ts';
import type { RemoteObject } from '../s3/objects.ts';
import { filesOfShard, type Shard } from '../shards.ts';
import type { StoreAddress } from '../store.ts';
import { type Tally, tally } from '../upload/plan.ts';
import { findClashes, type TargetRules, targetFault } from './targets.ts';

/** What is to be done about an object. */
export type DownloadDecision = 'download' | 'replace' | 'skip' | 'refuse';

/** One object of the dataset, and what is to be done about it. */
export interface PlannedDownload {
  readonly object: RemoteObject;
  /** The name below the dataset's folder. */
  readonly name: string;
  readonly size: number;
  /** Where it will be. */
  readonly path: string;
  readonly decision: DownloadDecision;
  /** Why, for people. */
  readonly reason: string;
}

/** What a run would do, decided file by file; nothing has been written yet. */
export interface DownloadPlan {
  readonly address: StoreAddress;
  /** The folder that nothing will be written outside of. */
  readonly target: string;
  readonly downloads: readonly PlannedDownload[];
  readonly shard: string | undefined;
}

/** What to fetch, where to, and what to do about files that are there. */
export interface PlanDownloadOptions extends TargetRules {
  readonly target: string;
  /** Only this folder of the dataset; its name is left out of the local ones. */
  readonly source?: string | undefined;
  /** Whether a file is wanted, by its name below the source; all are where absent. */
  readonly include?: ((name: string) => boolean) | undefined;
  readonly ifExists: 'skip-unchanged' | 'overwrite' | 'error';
  readonly shard?: Shard | undefined;
  readonly known?: readonly Manifest[] | undefined;
}

const COMPARISONS = 64;

/** Decides about each object of the dataset; writes nothing. Names that this machine cannot hold are refused, with why. */
export async function planDownload(store: Store, options: PlanDownloadOptions): Promise<DownloadPlan> {
  const { session } = store;
  const { shard } = options;
  const folder = folderOf(session.address);
  const below = cleanDestination(options.source);
  const objects = [...(await listRemote(session, `${folder}${below}`)).values()]
    .map((object) => ({ object, name: object.key.slice(folder.length + below.length), size: object.size }))
    // Consoles write empty objects that end in a slash to show folders.
    .filter(({ name }) => name !== '' && !name.endsWith('/') && (options.include?.(name) ?? true))
    .sort(byName);
  const mine = shard ? filesOfShard(objects, shard) : objects;
  const clashes = findClashes(
    objects.map(({ name }) => name),
    options,
  );
  const sums = new RemoteSums(session, options.known ?? []);
  const downloads: PlannedDownload[] = new Array(mine.length);
  await each(mine.entries(), COMPARISONS, async ([index, found]) => {
    const fault = targetFault(found.name, options.path) ?? clashes.get(found.name);
    const path = fault ? '' : join(options.target, ...found.name.split('/'));
    const verdict = fault ? refuse(fault) : await decide(session, options, path, found.object, sums);
    downloads[index] = { ...found, path, ...verdict };
  });
  if (options.ifExists === 'error') refuseExisting(downloads);
  return {
    address: session.address,
    target: options.target,
    downloads,
    shard: shard && `${shard.index}/${shard.count}`,
  };
}

/** How many files, and bytes, each decision is about. */
export function tallyDownload(plan: DownloadPlan): Record<DownloadDecision, Tally> {
  const of = (decision: DownloadDecision) =>
    tally(plan.downloads.filter((entry) => entry.decision === decision));
  return { download: of('download'), replace: of('replace'), skip: of('skip'), refuse: of('refuse') };
}

type Verdict = Pick<PlannedDownload, 'decision' | 'reason'>;

const refuse = (fault: string): Verdict => ({
  decision: 'refuse',
  reason: `cannot be a file here: ${fault}`,
});

async function decide(
  session: Session,
  { ifExists }: PlanDownloadOptions,
  path: string,
  object: RemoteObject,
  sums: RemoteSums,
): Promise<Verdict> {
  const there = statSync(path, { throwIfNoEntry: false });
  if (!there) return { decision: 'download', reason: 'not there yet' };
  if (!there.isFile()) return refuse('something that is no file has its name');
  if (ifExists !== 'skip-unchanged') return { decision: 'replace', reason: 'there already' };
  if (there.size !== object.size) return { decision: 'replace', reason: 'of another size' };
  const theirs = await sums.of(object);
  if (theirs === undefined) return { decision: 'replace', reason: 'the store has no CRC32 to compare' };
  const ours = await sumOfFile(path, there.size, session.signal);
  return ours === theirs
    ? { decision: 'skip', reason: 'unchanged' }
    : { decision: 'replace', reason: 'of other content' };
}

function refuseExisting(downloads: readonly PlannedDownload[]): void {
  const there = downloads.filter(({ decision }) => decision === 'replace');
  if (there.length === 0) return;
  throw badNames(there.map(({ path }) => ({ path: [path], message: 'is there already', code: 'exists' })));
}
