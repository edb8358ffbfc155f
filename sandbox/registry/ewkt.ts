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

/** The codes that PROJ 9.3 converts to a projection (`pyproj.Proj`), as ranges; vertical systems are not among them. */
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
    const bare = reader.isNumber();
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
const NUMBER =
  /^[+-]?(0x([0-9a-f]+(\.[0-9a-f]*)?|\.[0-9a-f]+)(p[+-]?\d+)?|(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?|nan|inf(inity)?)$/i;

/** Reads well-known text from the start. */
class Reader {
  readonly #tokens: string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = text.match(/[(),]|[^\s(),]+/g) ?? [];
  }

  geometry(): void {
    const word = this.#take();
    const shape = Object.hasOwn(SHAPES, word) ? SHAPES[word] : undefined;
    if (!shape) throw new WktSyntaxError(`"${word}" is not a kind of geometry.`);
    if (!this.isEmpty()) shape(this);
  }

  /** Reads the dimension and the word EMPTY, if they follow. */
  isEmpty(): boolean {
    if (DIMENSIONS.has(this.#next)) this.#at++;
    return this.#takeIf('EMPTY');
  }

  isNumber(): boolean {
    return NUMBER.test(this.#next);
  }

  inBrackets(inside: () => void): void {
    this.#demand('(');
    inside();
    this.#demand(')');
  }

  list(member: () => void): void {
    do member();
    while (this.#takeIf(','));
  }

  positions(): string[] {
    const all: string[] = [];
    this.inBrackets(() => this.list(() => all.push(this.position())));
    return all;
  }

  /** Reads a position. Only its first two numbers are compared. */
  position(): string {
    const numbers: number[] = [];
    while (this.isNumber()) numbers.push(Number(this.#take()));
    if (numbers.length < 2 || numbers.length > 4)
      throw new WktSyntaxError(`a position has ${numbers.length} numbers.`);
    return numbers.slice(0, 2).join(' ');
  }

  /** The next token: a bracket, a comma or a word. */
  get #next(): string {
    return this.#tokens[this.#at]?.toUpperCase() ?? '';
  }

  #take(): string {
    const token = this.#next;
    this.#at++;
    return token;
  }

  #takeIf(token: string): boolean {
    if (this.#next !== token) return false;
    this.#at++;
    return true;
  }

  #demand(char: string): void {
    if (!this.#takeIf(char)) throw new WktSyntaxError(`"${char}" is missing before "${this.#next}".`);
  }
}
