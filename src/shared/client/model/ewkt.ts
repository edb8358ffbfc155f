const PREFIX = /^SRID=0*[1-9]\d*;\s*/;
const KEYWORD =
  /^(POINT|LINESTRING|POLYGON|MULTIPOINT|MULTILINESTRING|MULTIPOLYGON|GEOMETRYCOLLECTION|LINEARRING)\s*(?:(?:ZM?|M)\s*)?(EMPTY|\()/i;

/** Minimum number of positions of each sequence of a geometry; a ring must also be closed. */
const MINIMUM: Readonly<Record<string, { positions: number; ring: boolean }>> = {
  LINESTRING: { positions: 2, ring: false },
  MULTILINESTRING: { positions: 2, ring: false },
  POLYGON: { positions: 4, ring: true },
  MULTIPOLYGON: { positions: 4, ring: true },
  LINEARRING: { positions: 4, ring: true },
};

/**
 * Returns what is wrong with a geometry in EWKT (`SRID=4326;POLYGON((...))`), or `undefined`. The server also checks
 * the SRID and parses with GEOS; this function checks only what needs neither, and never rejects what the server
 * accepts.
 */
export function findEwktError(text: string): string | undefined {
  const prefix = PREFIX.exec(text);
  if (!prefix)
    return 'must begin with SRID=<number>; (SRID in capitals), for example SRID=4326;POINT(147 -19)';
  const wkt = text.slice(prefix[0].length);
  const keyword = KEYWORD.exec(wkt);
  if (!keyword) return 'expected a geometry in WKT after the SRID, for example POLYGON((...))';
  if (keyword[2]?.toUpperCase() === 'EMPTY') return undefined;
  const end = findClosingParenthesis(wkt);
  if (end === undefined) return 'a parenthesis is not closed';
  const type = keyword[1]?.toUpperCase() ?? '';
  return findSequenceError(type, wkt.slice(keyword[0].length - 1, end + 1));
}

/** Where the first parenthesis ends; the server ignores what follows. */
function findClosingParenthesis(wkt: string): number | undefined {
  let depth = 0;
  for (let at = wkt.indexOf('('); at < wkt.length; at++) {
    if (wkt[at] === '(') depth++;
    if (wkt[at] === ')' && --depth === 0) return at;
  }
  return undefined;
}

function findSequenceError(type: string, body: string): string | undefined {
  const least = MINIMUM[type];
  if (!least) return undefined;
  // The innermost parentheses contain the positions.
  for (const [, positions = ''] of body.matchAll(/\(([^()]*)\)/g)) {
    const list = positions.split(',').map((position) => position.trim().split(/\s+/).map(Number).join(' '));
    if (list.length < least.positions) return `${type} needs at least ${least.positions} positions`;
    if (least.ring && list[0] !== list.at(-1)) return 'a ring must end at the position where it begins';
  }
  return undefined;
}
