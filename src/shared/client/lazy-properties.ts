import { lazy } from './lazy-schema.ts';

/**
 * An object whose properties are created on first use, so that a program which uses one module does not create all of
 * them.
 */
export function lazyProperties<T extends object>(makers: { readonly [K in keyof T]: () => T[K] }): T {
  const object = {};
  for (const [key, make] of Object.entries<() => unknown>(makers)) {
    Object.defineProperty(object, key, { get: lazy(make), enumerable: true });
  }
  // Every key of T got the property that its maker makes.
  return object as T;
}
