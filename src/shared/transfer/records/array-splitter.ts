/**
 * Splits a JSON document of any length into the elements of one array, which is a property of the document's object, and the
 * rest. It does not validate: `JSON.parse` of the elements and of the rest does.
 */
export class ArraySplitter {
  readonly #opening: RegExp;
  readonly #onElement: (text: string, index: number) => void;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isInArray = false;
  #rest = '';
  #element = '';
  #count = 0;

  constructor(property: string, onElement: (text: string, index: number) => void) {
    this.#opening = new RegExp(`"${property}"\\s*:\\s*$`);
    this.#onElement = onElement;
  }

  write(piece: string): void {
    let start = 0;
    for (let at = 0; at < piece.length; at++) {
      const character = piece[at];
      if (this.#isInString) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (character === '\\') this.#isEscaped = true;
        else if (character === '"') this.#isInString = false;
      } else if (character === '"') this.#isInString = true;
      else if (character === '{' || character === '[') {
        if (character === '[' && this.#depth === 1) {
          this.#append(piece.slice(start, at));
          start = at;
          if (this.#opening.test(this.#rest.slice(-MAX_OPENING))) {
            this.#append('[');
            start = at + 1;
            this.#isInArray = true;
          }
        }
        this.#depth += 1;
      } else if (character === '}' || character === ']') {
        this.#depth -= 1;
        if (this.#isInArray && this.#depth === 1) {
          this.#append(piece.slice(start, at));
          start = at;
          this.#endElement();
          this.#isInArray = false;
        }
      } else if (character === ',' && this.#isInArray && this.#depth === 2) {
        this.#append(piece.slice(start, at));
        start = at + 1;
        this.#endElement();
        this.#rest += ',';
      }
    }
    this.#append(piece.slice(start));
  }

  /** Returns the document in which each element of the array is replaced by 0. */
  end(): string {
    return this.#rest + this.#element;
  }

  #append(text: string): void {
    if (this.#isInArray) this.#element += text;
    else this.#rest += text;
  }

  #endElement(): void {
    const element = this.#element;
    this.#element = '';
    // Nothing between two commas: the rest is invalid, too.
    if (element.trim() === '') return;
    this.#rest += '0';
    this.#onElement(element, this.#count);
    this.#count += 1;
  }
}

/** The name of the property, its colon and blanks between them. */
const MAX_OPENING = 200;
