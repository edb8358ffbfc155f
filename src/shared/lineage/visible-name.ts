/** Not a literal: V8 checks literals when it reads a file, which takes 1 ms for these properties. */
const VISIBLE = String.raw`[^\s\p{C}\p{M}\p{Default_Ignorable_Code_Point}]`;

/** The name of an item; its id if it has no name, or one that shows nothing. */
export function getVisibleName(name: string | null | undefined, id: string): string {
  return name && (/[!-~]/.test(name) || new RegExp(VISIBLE, 'u').test(name)) ? name : id;
}
