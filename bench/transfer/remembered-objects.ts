/** The null store keeps key, size and CRC32 of the uploads to this folder. */
export const REMEMBERED_FOLDER = 'remembered/';

interface RememberedObject {
  readonly size: number;
  /** In base64. */
  readonly crc32: string;
}

/** The uploads of a null store. */
export class RememberedObjects {
  /** By the path of their requests. */
  readonly #objects = new Map<string, RememberedObject>();
  readonly #lists = new Map<string, { name: string; size: number }[]>();

  /** Remembers a PUT request of an object in {@link REMEMBERED_FOLDER}. */
  add(path: string, head: string): void {
    if (!path.includes(`/${REMEMBERED_FOLDER}`)) return;
    const crc32 = /\r\nx-amz-checksum-crc32: *(\S+)/i.exec(head)?.[1] ?? '';
    this.#objects.set(path, { size: Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1]), crc32 });
    this.#lists.clear();
  }

  get(path: string): RememberedObject | undefined {
    return this.#objects.get(path);
  }

  /** The objects whose keys start with a prefix, by the rest of their keys. */
  list(prefix: string): { name: string; size: number }[] {
    const known = this.#lists.get(prefix);
    if (known) return known;
    const files = [...this.#objects].flatMap(([path, { size }]) => {
      const key = path.slice(path.indexOf('/', 1) + 1);
      return key.startsWith(prefix) ? [{ name: key.slice(prefix.length), size }] : [];
    });
    files.sort((a, b) => (a.name < b.name ? -1 : 1));
    this.#lists.set(prefix, files);
    return files;
  }
}
