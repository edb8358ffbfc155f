/**
 * Finds names that are both those of a file and of a folder: `a` and `a/b`. Stores accept both, disks do not.
 * @param sorted records in the order of their names.
 * @returns for each record, the pairs with the files whose names its folders have, outermost first.
 */
export function* findFilesAsFolders<T>(
  sorted: Iterable<T>,
  getName: (record: T) => string,
): Generator<readonly [file: T, inside: T]> {
  // The records whose names the current name starts with, shortest first: in this order, the names between a folder and its
  // files start with the name of the folder.
  const prefixes: { readonly name: string; readonly record: T }[] = [];
  for (const record of sorted) {
    const name = getName(record);
    while (prefixes.length > 0 && !name.startsWith(prefixes.at(-1)?.name ?? '')) prefixes.pop();
    for (const prefix of prefixes) if (name.startsWith(`${prefix.name}/`)) yield [prefix.record, record];
    if (prefixes.at(-1)?.name !== name) prefixes.push({ name, record });
  }
}
