// The expected contents of a sandbox after a sequence of operations. The build excludes files with this suffix.

export const USERS = ['modeller', 'colleague'] as const;
export type User = (typeof USERS)[number];
export type KindName = 'organisation' | 'model' | 'dataset';

/** The expected state of an item. */
export type Item = {
  id: string;
  kind: KindName;
  owner: User;
  /** Its names, oldest first, one for each entry of the history. */
  names: string[];
  general: string[];
  locked: boolean;
  version: number;
  previous: Item | undefined;
  next: Item | undefined;
};

export type Run = { id: string; input: Item; output: Item };

/** Items, runs and jobs of which the sandbox acknowledged the creation. */
export class ExpectedState {
  readonly items: Item[] = [];
  readonly runs: Run[] = [];
  readonly sessions: string[] = [];

  /** Adds a new item. */
  addItem(id: string, kind: KindName, owner: User, name: string): Item {
    const general = kind === 'dataset' ? ['metadata-read', 'dataset-data-read'] : ['metadata-read'];
    const defaults = { general, locked: false, version: 1, previous: undefined, next: undefined };
    const item: Item = { id, kind, owner, names: [name], ...defaults };
    this.items.push(item);
    return item;
  }

  /** Picks an item, of the given kinds if there are any. */
  pick(number: number, ...kinds: KindName[]): Item | undefined {
    const fitting = this.items.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
    return fitting[number % Math.max(1, fitting.length)];
  }
}

export function canSee(user: User, { owner, general }: Item): boolean {
  return owner === user || general.includes('metadata-read') || general.includes('metadata-write');
}

export function canEdit(user: User, item: Item): boolean {
  return !item.locked && (item.owner === user || item.general.includes('metadata-write'));
}

export function canAdminister(user: User, { owner }: Item): boolean {
  return owner === user;
}
