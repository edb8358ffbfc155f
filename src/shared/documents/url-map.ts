import { tryParseJson } from '../client/json/try-parse-json.ts';
import { isMapping } from '../client/mapping.ts';

const LINE = /^([A-Za-z][\w-]*):[ \t]+(https?:\/\/[^\s#'"[\]{},&*!|>%@`]*(?<!:))$/;

/**
 * Parses URLs by name, one per line or as a JSON object, without a YAML parser, whose loading takes longer than
 * everything else that a step does before its first request.
 * @returns undefined for any other string, valid or not; it needs the YAML parser.
 */
export function parseUrlMap(text: string): Readonly<Record<string, string>> | undefined {
  const entries = /^\s*\{/.test(text) ? parseJsonObject(text) : parseLines(text);
  if (!entries || entries.length === 0) return undefined;
  return new Set(entries.map(([name]) => name)).size === entries.length
    ? Object.fromEntries(entries)
    : undefined;
}

type Entry = readonly [name: string, url: string];

function parseLines(text: string): Entry[] | undefined {
  const entries: Entry[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const [, name, url] = LINE.exec(line.trimEnd()) ?? [];
    if (name === undefined || url === undefined) return undefined;
    entries.push([name, url]);
  }
  return entries;
}

function parseJsonObject(text: string): Entry[] | undefined {
  const value = tryParseJson(text);
  const entries = isMapping(value) ? Object.entries(value) : [];
  // JSON.parse keeps the last of equal names without an error.
  if (text.match(/"\s*:/g)?.length !== entries.length) return undefined;
  return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')
    ? entries
    : undefined;
}
