import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A method of the official Python client (provenaclient 0.29), and its equivalents here. */
export interface Row {
  readonly official: string;
  /** Names from `connect()` of the SDK on, for example `datastore.mintDataset`. */
  readonly ours: readonly string[];
  /** What it does instead if it does not work with a current server. */
  readonly fails?: string | undefined;
  /** A note about a method that works. */
  readonly note?: string | undefined;
}

type Entry = string | (Pick<Row, 'fails' | 'note'> & { readonly ours: string });

/** Reads the rows of each section of the page, except for the methods that all kinds of items share. */
export function readOfficialMethods(): Map<string, Row[]> {
  const text = readFileSync(join(import.meta.dirname, 'official.yaml'), 'utf8');
  const sections: Record<string, Record<string, Entry>> = parse(text);
  return new Map(
    Object.entries(sections).map(([section, methods]) => [section, Object.entries(methods).map(toRow)]),
  );
}

function toRow([official, entry]: [string, Entry]): Row {
  return typeof entry === 'string' ? { official, ours: [entry] } : { ...entry, official, ours: [entry.ours] };
}
