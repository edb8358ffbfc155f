/** Names of all methods below an object, with the path to each: `registry.person.fetch`. */
export function listMethods(object: object, path = ''): string[] {
  return Object.keys(object).flatMap((key) => {
    const value: unknown = Reflect.get(object, key);
    const name = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'function') return [name];
    return typeof value === 'object' && value !== null ? listMethods(value, name) : [];
  });
}
