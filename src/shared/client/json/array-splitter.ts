const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/**
 * Splits a JSON document of any length into the elements of one array and the rest. The array is a property of the
 * document's object, or the document itself. It does not validate: `JSON.parse` of the elements and of the rest does.
 */
export class ArraySplitter {
  readonly #opening: RegExp | undefined;
  readonly #onElement: (text: string, index: number) => void;
  /** Depth at which the array starts. */
  readonly #arrayDepth: number;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isInArray = false;
  #rest = '';
  /** The end of the rest, in which the name of the property is searched: the rest itself may be long. */
  #restEnd = '';
  #element = '';
  #count = 0;

  /** @param property name of the property with the array; undefined if the document is the array */
  constructor(property: string | undefined, onElement: (text: string, index: number) => void) {
    this.#opening = property === undefined ? undefined : new RegExp(`"${property}"\\s*:\\s*$`);
    this.#arrayDepth = property === undefined ? 0 : 1;
    this.#onElement = onElement;
  }

  write(piece: string): void {
    let start = 0;
    for (let at = this.#isInString ? this.#skipString(piece, 0) : 0; at < piece.length; at++) {
      switch (piece.charCodeAt(at)) {
        case QUOTE:
          this.#isInString = true;
          at = this.#skipString(piece, at + 1) - 1;
          break;
        case OPENING_BRACE:
          this.#depth += 1;
          break;
        case OPENING_BRACKET:
          if (this.#depth === this.#arrayDepth && !this.#isInArray) start = this.#openArray(piece, start, at);
          this.#depth += 1;
          break;
        case CLOSING_BRACE:
        case CLOSING_BRACKET:
          this.#depth -= 1;
          if (this.#isInArray && this.#depth === this.#arrayDepth) {
            this.#append(piece.slice(start, at));
            start = at;
            this.#endElement();
            this.#isInArray = false;
          }
          break;
        case COMMA:
          if (this.#isInArray && this.#depth === this.#arrayDepth + 1) {
            this.#append(piece.slice(start, at));
            start = at + 1;
            this.#endElement();
            this.#appendToRest(',');
          }
          break;
        default:
      }
    }
    this.#append(piece.slice(start));
  }

  /** Returns the document in which each element of the array is replaced by 0. */
  end(): string {
    return this.#rest + this.#element;
  }

  /** Skips a string from a position inside it. @returns the position after its closing quote, or the end of the piece */
  #skipString(piece: string, from: number): number {
    let start = from;
    if (this.#isEscaped && from < piece.length) {
      this.#isEscaped = false;
      start++;
    }
    for (let search = start; ; ) {
      const quote = piece.indexOf('"', search);
      const end = quote < 0 ? piece.length : quote;
      let backslashes = 0;
      while (end - backslashes > start && piece.charCodeAt(end - backslashes - 1) === BACKSLASH)
        backslashes++;
      const isEscaped = backslashes % 2 === 1;
      if (quote < 0) {
        // The first character of the next piece, unless this one had none.
        this.#isEscaped ||= isEscaped;
        return piece.length;
      }
      if (!isEscaped) {
        this.#isInString = false;
        return quote + 1;
      }
      search = quote + 1;
    }
  }

  /** Starts the array if the bracket at `at` opens it. @returns the start of the text that is not appended yet */
  #openArray(piece: string, start: number, at: number): number {
    this.#append(piece.slice(start, at));
    const isOpening = this.#opening?.test(this.#restEnd) ?? this.#restEnd.trim() === '';
    if (!isOpening) return at;
    this.#append('[');
    this.#isInArray = true;
    return at + 1;
  }

  #append(text: string): void {
    if (this.#isInArray) this.#element += text;
    else this.#appendToRest(text);
  }

  #appendToRest(text: string): void {
    this.#rest += text;
    this.#restEnd = (this.#restEnd + text.slice(-MAX_OPENING)).slice(-MAX_OPENING);
  }

  #endElement(): void {
    const element = this.#element;
    this.#element = '';
    // Nothing between two commas: the rest is invalid, too.
    if (element.trim() === '') return;
    this.#appendToRest('0');
    this.#onElement(element, this.#count);
    this.#count += 1;
  }
}

/** The name of the property, its colon and whitespace between them. */
const MAX_OPENING = 200;
