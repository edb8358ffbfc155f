import type { Provena } from '../connect.ts';
import type { Service } from '../services.ts';

/** Test case of one method of the client: the call, and the expected request. */
export interface MethodCase {
  /** `datastore.mintDataset` */
  readonly name: string;
  readonly run: (provena: Provena) => Promise<unknown>;
  /** `<service> <METHOD> <path?query>` of each request, in order. */
  readonly sends: readonly string[];
  /** Body of the last request, if it is JSON. */
  readonly body?: unknown;
}

/**
 * Creates the rows of a module's table. A request is sent to `service`, unless the row names another one before its
 * method.
 */
export function createRowFactory<Module extends object>(
  module: string,
  service: Service,
  pick: (provena: Provena) => Module,
) {
  return (
    run: (module: Module) => Promise<unknown>,
    sends: string | readonly string[],
    body?: unknown,
  ): MethodCase => ({
    name: `${module}.${findMethodName(run)}`,
    run: (provena) => run(pick(provena)),
    sends: [sends].flat().map((request) => (/^[A-Z]/.test(request) ? `${service} ${request}` : request)),
    ...(body === undefined ? {} : { body }),
  });
}

/** The name of the method that `run` calls: the first property that it reads. */
function findMethodName<Module extends object>(run: (module: Module) => Promise<unknown>): string {
  const names: string[] = [];
  const get = (_: object, name: string | symbol) => {
    names.push(String(name));
    throw new Error('only the name is read');
  };
  try {
    // Nothing else is read of it.
    void run(new Proxy({}, { get }) as Module);
  } catch (error) {
    if (names.length === 0) throw error;
  }
  return names[0] ?? '';
}

export async function getFirst<T>(entries: AsyncIterator<T>): Promise<T> {
  const { value, done } = await entries.next();
  if (done) throw new Error('the iterator has no value');
  return value;
}

/** Names of all methods below an object, with the path to each: `registry.person.fetch`. */
export function listMethods(object: object, path = ''): string[] {
  return Object.keys(object).flatMap((key) => {
    const value: unknown = Reflect.get(object, key);
    const name = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'function') return [name];
    return typeof value === 'object' && value !== null ? listMethods(value, name) : [];
  });
}
