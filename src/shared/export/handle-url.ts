/** The proxy of the Handle System, which resolves every registered handle. */
export const HANDLE_PROXY = 'https://hdl.handle.net';

/** The part of a handle's URL after the address of the proxy. Every character that a URL or a PROV name reserves is encoded. */
function encodeHandle(id: string): string {
  const encoded = encodeURIComponent(id.toWellFormed())
    .replaceAll('%2F', '/')
    .replace(/[!'()*~]/g, encodeCharacter);
  // A local name of PROV-N neither starts with "-" or "." nor ends with ".".
  return encoded.replace(/^[-.]|\.$/g, encodeCharacter);
}

/** The qualified name of a handle, with `hdl` for the address of the proxy. */
export function createHandleName(id: string): string {
  return `hdl:${encodeHandle(id)}`;
}

/** The URL that resolves a handle. */
export function createHandleUrl(id: string, proxy: string): string {
  return `${proxy}/${encodeHandle(id)}`;
}

function encodeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** A handle as the name of a file or folder. Different handles have different names: only a slash becomes `-`. */
export function encodePathSegment(id: string): string {
  return encodeHandle(id).replace(/[-_]/g, encodeCharacter).replaceAll('%', '_').replaceAll('/', '-');
}

/** A path with `/` between its parts as a part of a URL, whatever its characters are. */
export function encodePath(path: string): string {
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/');
}

/** The documentation of Provena, as the namespace of its own terms; there is no published vocabulary of them. */
export const PROVENA_NAMESPACE = 'https://docs.provena.io/#';
