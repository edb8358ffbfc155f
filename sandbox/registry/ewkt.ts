import { readFileSync } from 'node:fs';

/**
 * Validates a geometry in EWKT (`SRID=4326;POINT(145 -16)`) as the real server does with PROJ and GEOS: the reference
 * system must exist and the geometry must parse. Text after the geometry, and after its line, is ignored.
 * @returns the problem; undefined if there is none
 */
export function validateEwkt(value: string): string | undefined {
  const parts = /^SRID=(\d+);(.+)/.exec(value);
  if (!parts) return 'The geometry must start with SRID=<digits>; as in SRID=4326;POINT(145 -16).';
  const [, srid = '', geometry = ''] = parts;
  if (!isKnownSrid(Number(srid))) return `There is no coordinate reference system EPSG:${srid}.`;
  try {
    new Reader(geometry).geometry();
    return undefined;
  } catch (error) {
    if (error instanceof WktSyntaxError) return `The geometry is not well-known text: ${error.message}`;
    throw error;
  }
}

let knownCodes: [number, number][] | undefined;

/** The codes of PROJ 9.5 (`pyproj.database.query_crs_info('EPSG')`), as ranges. */
function isKnownSrid(code: number): boolean {
  knownCodes ??= readFileSync(new URL('./epsg-codes.txt', import.meta.url), 'utf8')
    .trim()
    .split(/\s+/)
    .map((range) => {
      const [from = Number.NaN, to = from] = range.split('-').map(Number);
      return [from, to];
    });
  return knownCodes.some(([from, to]) => from <= code && code <= to);
}

class WktSyntaxError extends Error {}

type Shape = (reader: Reader) => void;

const point: Shape = (reader) => reader.inBrackets(() => reader.position());
const line: Shape = (reader) => {
  if (reader.positions().length === 1) throw new WktSyntaxError('a line needs two positions.');
};
const ring: Shape = (reader) => {
  const positions = reader.positions();
  if (positions.length < 3 || positions[0] !== positions.at(-1))
    throw new WktSyntaxError('a ring must end where it starts.');
};
/** Members in brackets, each of which can be empty. */
const several =
  (shape: Shape): Shape =>
  (reader) =>
    reader.inBrackets(() => reader.list(() => reader.isEmpty() || shape(reader)));
/** Either all points of a MULTIPOINT have brackets, or none has. */
const points: Shape = (reader) =>
  reader.inBrackets(() => {
    const bare = !reader.at('(') && !reader.at('E') && !reader.at('e');
    reader.list(() => (bare ? reader.position() : reader.isEmpty() || point(reader)));
  });

const SHAPES: Record<string, Shape> = {
  POINT: point,
  LINESTRING: line,
  LINEARRING: ring,
  POLYGON: several(ring),
  MULTIPOINT: points,
  MULTILINESTRING: several(line),
  MULTIPOLYGON: several(several(ring)),
  GEOMETRYCOLLECTION: (reader) => reader.inBrackets(() => reader.list(() => reader.geometry())),
};
const DIMENSIONS = new Set(['Z', 'M', 'ZM']);
const NUMBER = /^[+-]?(0x[0-9a-f]+|(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?|nan|inf(inity)?)(?![\w.])/i;

/** Reads well-known text from the start. */
class Reader {
  #rest: string;

  constructor(text: string) {
    this.#rest = text;
  }

  geometry(): void {
    const word = this.#word();
    const shape = Object.hasOwn(SHAPES, word) ? SHAPES[word] : undefined;
    if (!shape) throw new WktSyntaxError(`"${word}" is not a kind of geometry.`);
    const next = this.#word();
    const ending = DIMENSIONS.has(next) ? this.#word() : next;
    if (ending === 'EMPTY') return;
    if (ending !== '') throw new WktSyntaxError(`"${ending}" is in the place of a bracket.`);
    shape(this);
  }

  /** Reads the word EMPTY, if it follows. */
  isEmpty(): boolean {
    return /^\s*[a-z]/i.test(this.#rest) && this.#word() === 'EMPTY';
  }

  at(char: string): boolean {
    this.#rest = this.#rest.trimStart();
    return this.#rest.startsWith(char);
  }

  inBrackets(inside: () => void): void {
    this.#demand('(');
    inside();
    this.#demand(')');
  }

  list(member: () => void): void {
    member();
    while (this.#take(',')) member();
  }

  positions(): string[] {
    const all: string[] = [];
    this.inBrackets(() => this.list(() => all.push(this.position())));
    return all;
  }

  /** Reads a position. Only its first two numbers are compared. */
  position(): string {
    const numbers: string[] = [];
    for (let number = this.#number(); number !== undefined; number = this.#number()) numbers.push(number);
    if (numbers.length < 2 || numbers.length > 4)
      throw new WktSyntaxError(`a position has ${numbers.length} numbers.`);
    return numbers.slice(0, 2).map(Number).join(' ');
  }

  #word(): string {
    this.#rest = this.#rest.trimStart();
    const word = /^[A-Za-z]*/.exec(this.#rest)?.[0] ?? '';
    this.#rest = this.#rest.slice(word.length);
    return word.toUpperCase();
  }

  #number(): string | undefined {
    this.#rest = this.#rest.trimStart();
    const number = NUMBER.exec(this.#rest)?.[0];
    if (number !== undefined) this.#rest = this.#rest.slice(number.length);
    return number;
  }

  #take(char: string): boolean {
    if (!this.at(char)) return false;
    this.#rest = this.#rest.slice(1);
    return true;
  }

  #demand(char: string): void {
    if (!this.#take(char)) throw new WktSyntaxError(`"${char}" is missing.`);
  }
}
