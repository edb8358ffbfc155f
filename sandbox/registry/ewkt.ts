import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * What is wrong with a place written as EWKT (`SRID=4326;POINT(145 -16)`), or nothing. As the real server does by PROJ and
 * GEOS: the reference system must exist, the geometry must parse; what follows a whole geometry is not looked at.
 */
export function ewktProblem(value: string): string | undefined {
  const parts = /^SRID=(\d+);/.exec(value);
  if (!parts) return 'The place must start with SRID=<digits>; as in SRID=4326;POINT(145 -16).';
  const [prefix, srid = ''] = parts;
  if (!isReferenceSystem(srid)) return `There is no coordinate reference system EPSG:${srid}.`;
  try {
    new Reader(value.slice(prefix.length)).geometry();
    return undefined;
  } catch (error) {
    if (error instanceof WktError) return `The geometry is not well-known text: ${error.message}`;
    throw error;
  }
}

function isReferenceSystem(srid: string): boolean {
  try {
    require.resolve(`epsg-index/s/${Number(srid)}.json`);
    return true;
  } catch {
    return false; // the package has one file per code
  }
}

class WktError extends Error {}

type Shape = (reader: Reader, dimensions: number) => void;

const point: Shape = (reader, dimensions) => reader.inBrackets(() => reader.position(dimensions));
const line: Shape = (reader, dimensions) => {
  const positions = reader.positions(dimensions);
  if (positions.length === 1) throw new WktError('a line needs two positions.');
};
const ring: Shape = (reader, dimensions) => {
  const positions = reader.positions(dimensions);
  if (positions.length < 4 || positions[0] !== positions.at(-1))
    throw new WktError('a ring must end where it starts.');
};
const several =
  (shape: Shape): Shape =>
  (reader, dimensions) =>
    reader.inBrackets(() => reader.list(() => shape(reader, dimensions)));
/** MULTIPOINT may leave out the brackets of its points. */
const points: Shape = (reader, dimensions) =>
  reader.inBrackets(() =>
    reader.list(() => (reader.at('(') ? point(reader, dimensions) : reader.position(dimensions))),
  );

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
const DIMENSIONS: Record<string, number> = { Z: 3, M: 3, ZM: 4 };

/** Reads well-known text from the front. */
class Reader {
  #rest: string;

  constructor(text: string) {
    this.#rest = text;
  }

  geometry(): void {
    const word = this.#word();
    const glued = /^([A-Z]+?)(ZM|Z|M)$/.exec(word);
    const shape = SHAPES[word] ?? SHAPES[glued?.[1] ?? ''];
    if (!shape) throw new WktError(`"${word}" is no kind of geometry.`);
    let dimensions = SHAPES[word] ? 0 : (DIMENSIONS[glued?.[2] ?? ''] ?? 0);
    let next = this.#word();
    if (next in DIMENSIONS) {
      dimensions = DIMENSIONS[next] ?? 0;
      next = this.#word();
    }
    if (next === 'EMPTY') return;
    if (next !== '') throw new WktError(`"${next}" stands where a bracket should.`);
    shape(this, dimensions);
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

  positions(dimensions: number): string[] {
    const all: string[] = [];
    this.inBrackets(() => this.list(() => all.push(this.position(dimensions))));
    return all;
  }

  /** The first two numbers, by which positions are compared. */
  position(dimensions: number): string {
    const numbers: number[] = [];
    for (let number = this.#number(); number !== undefined; number = this.#number()) numbers.push(number);
    const enough =
      dimensions === 0 ? numbers.length >= 2 && numbers.length <= 4 : numbers.length === dimensions;
    if (!enough) throw new WktError(`a position has ${numbers.length} numbers.`);
    return numbers.slice(0, 2).join(' ');
  }

  #word(): string {
    this.#rest = this.#rest.trimStart();
    const word = /^[A-Za-z]*/.exec(this.#rest)?.[0] ?? '';
    this.#rest = this.#rest.slice(word.length);
    return word.toUpperCase();
  }

  #number(): number | undefined {
    this.#rest = this.#rest.trimStart();
    const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/i.exec(this.#rest)?.[0];
    if (number === undefined) return undefined;
    this.#rest = this.#rest.slice(number.length);
    return Number(number);
  }

  #take(char: string): boolean {
    if (!this.at(char)) return false;
    this.#rest = this.#rest.slice(1);
    return true;
  }

  #demand(char: string): void {
    if (!this.#take(char)) throw new WktError(`"${char}" is missing.`);
  }
}
