// What a sandbox must hold after a sequence of operations. It holds no test itself; its name keeps it out of what is built.

export const USERS = ['modeller', 'colleague'] as const;
export type User = (typeof USERS)[number];
export type KindName = 'organisation' | 'model' | 'dataset';

/** An item as it must be. */
export type Item = {
  id: string;
  kind: KindName;
  owner: User;
  /** The names it had, oldest first: one for each entry of the history. */
  names: string[];
  general: string[];
  locked: boolean;
  version: number;
  previous: Item | undefined;
  next: Item | undefined;
};

export type Run = { id: string; input: Item; output: Item };

/** Items, runs and jobs that a sandbox was told to make and said it had made. */
export class Ledger {
  readonly items: Item[] = [];
  readonly runs: Run[] = [];
  readonly sessions: string[] = [];

  /** Notes a new item that is as new items are. */
  made(id: string, kind: KindName, owner: User, name: string): Item {
    const general = kind === 'dataset' ? ['metadata-read', 'dataset-data-read'] : ['metadata-read'];
    const fresh = { general, locked: false, version: 1, previous: undefined, next: undefined };
    const item: Item = { id, kind, owner, names: [name], ...fresh };
    this.items.push(item);
    return item;
  }

  /** One of the items, of some kinds only when they are named. */
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
