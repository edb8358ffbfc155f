import { readFile } from 'node:fs/promises';
import { parse as parseYaml } from 'yaml';
import { linkUser } from '../auth/links.ts';
import { PEOPLE } from '../keycloak/users.ts';
import { parse } from '../pydantic/type.ts';
import { createItem } from '../registry/create.ts';
import { KINDS } from '../registry/kinds.ts';
import type { SandboxState } from './sandbox-state.ts';

/** Handles of the items of a new sandbox. */
export type Seed = Record<
  'organisation' | 'person' | 'model' | 'inputTemplate' | 'outputTemplate' | 'workflowTemplate' | 'study',
  string
>;

/** An entry of seed.yaml. */
type Entry = { kind: string; link?: string; info: object };

/** Fills the registry from seed.yaml once. @returns the handles, and whether they are new */
export async function seedState(state: SandboxState): Promise<{ seed: Seed; isNew: boolean }> {
  const storedSeed = state.db.getSetting('seed');
  if (storedSeed !== undefined) return { seed: JSON.parse(storedSeed) as Seed, isNew: false }; // written below
  const ids = new Map<string, string>();
  const text = await readFile(new URL('./seed.yaml', import.meta.url), 'utf8');
  const entries: Record<string, Entry> = parseYaml(text);
  state.db.atomically(() => {
    for (const [name, entry] of Object.entries(entries))
      ids.set(name, createSeedItem(state, name, entry, ids));
    state.db.setSetting('seed', JSON.stringify(Object.fromEntries(ids)));
  });
  return { seed: Object.fromEntries(ids) as Seed, isNew: true }; // tests check that seed.yaml has all names
}

function createSeedItem(state: SandboxState, name: string, entry: Entry, ids: Map<string, string>): string {
  const kind = KINDS.find((row) => row.path === entry.kind);
  if (!kind) throw new Error(`seed.yaml: ${name} has an unknown kind ("${entry.kind}").`);
  const { value: info, problem } = parse(kind.domain, replaceNames(entry.info, ids), [name]);
  if (problem !== undefined) throw new Error(`seed.yaml: ${problem}`);
  const id = createItem(state, kind, info, PEOPLE.modeller).created_item?.id ?? '';
  if (entry.link !== undefined) linkUser(state, entry.link, id);
  return id;
}

/** Replaces `$name` by the handle of that name. */
function replaceNames(value: unknown, ids: Map<string, string>): unknown {
  if (typeof value === 'string' && value.startsWith('$')) return ids.get(value.slice(1)) ?? value;
  if (Array.isArray(value)) return value.map((member) => replaceNames(member, ids));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replaceNames(member, ids)]));
}
