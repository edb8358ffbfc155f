/** A syntax error with the fields of Python's JSONDecodeError. */
export class JsonDecodeError extends Error {
  override readonly name = 'JsonDecodeError';
  readonly pos: number;
  /** The field `ctx` of FastAPI's 422. */
  readonly context: Record<string, unknown>;

  constructor(msg: string, doc: string, pos: number) {
    const lines = doc.slice(0, pos).split('\n');
    const [lineno, colno] = [lines.length, (lines.at(-1)?.length ?? 0) + 1];
    super(`${msg}: line ${lineno} column ${colno} (char ${pos})`);
    this.pos = pos;
    this.context = { msg, doc, pos, lineno, colno };
  }
}

/**
 * Parses JSON as Python does: `NaN` and `Infinity` are numbers, and errors have Python's messages and positions.
 * @throws JsonDecodeError
 */
export function parsePythonJson(doc: string): unknown {
  try {
    return JSON.parse(doc);
  } catch {
    return new Decoder(doc).document(); // slower, but has Python's error positions
  }
}

const WORDS: [string, unknown][] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
];
const BLANK = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these inside a string
const PLAIN_TEXT = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;

class Decoder {
  readonly #doc: string;
  #at = 0;

  constructor(doc: string) {
    this.#doc = doc;
  }

  document(): unknown {
    this.#skip();
    const value = this.#value();
    this.#skip();
    if (this.#at !== this.#doc.length) throw this.#error('Extra data');
    return value;
  }

  #value(): unknown {
    const next = this.#doc[this.#at];
    if (next === '"') return this.#text();
    if (next === '{') return this.#object();
    if (next === '[') return this.#array();
    for (const [word, value] of WORDS) {
      if (!this.#doc.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return value;
    }
    const number = this.#match(NUMBER);
    if (!number) throw this.#error('Expecting value');
    return Number(number);
  }

  #object(): Record<string, unknown> {
    const read: [string, unknown][] = [];
    this.#at++;
    this.#skip();
    if (this.#take('}')) return {};
    for (;;) {
      if (this.#doc[this.#at] !== '"') throw this.#error('Expecting property name enclosed in double quotes');
      const key = this.#text();
      this.#skip();
      if (!this.#take(':')) throw this.#error("Expecting ':' delimiter");
      this.#skip();
      read.push([key, this.#value()]);
      this.#skip();
      if (this.#take('}')) return Object.fromEntries(read);
      if (!this.#take(',')) throw this.#error("Expecting ',' delimiter");
      this.#skip();
    }
  }

  #array(): unknown[] {
    const read: unknown[] = [];
    this.#at++;
    this.#skip();
    if (this.#take(']')) return read;
    for (;;) {
      read.push(this.#value());
      this.#skip();
      if (this.#take(']')) return read;
      if (!this.#take(',')) throw this.#error("Expecting ',' delimiter");
      this.#skip();
    }
  }

  #text(): string {
    const start = this.#at++;
    for (;;) {
      this.#match(PLAIN_TEXT);
      const next = this.#doc[this.#at];
      if (next === undefined) throw this.#error('Unterminated string starting at', start);
      if (next === '"') break;
      if (next !== '\\') throw this.#error('Invalid control character at');
      this.#at++;
      if (this.#match(ESCAPE)) continue;
      if (this.#doc[this.#at] === 'u') throw this.#error('Invalid \\uXXXX escape');
      throw this.#error('Invalid \\escape', this.#at - 1);
    }
    this.#at++;
    return String(JSON.parse(this.#doc.slice(start, this.#at)));
  }

  #skip(): void {
    this.#match(BLANK);
  }

  #take(char: string): boolean {
    if (this.#doc[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#doc)?.[0] ?? '';
    this.#at += match.length;
    return match;
  }

  #error(reason: string, pos = this.#at): JsonDecodeError {
    return new JsonDecodeError(reason, this.#doc, pos);
  }
}
