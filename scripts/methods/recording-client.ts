import { createModules } from '../../src/shared/client/connect.ts';
import type { Call, Route } from '../../src/shared/client/http/route.ts';
import type { Provena } from '../../src/shared/client/index.ts';
import { getRecordedResponse } from '../../src/shared/client/testing/recorded-responses.ts';

/** Creates a client that sends nothing: it reports each called route and reads a recorded response. */
export function createRecordingClient(onCall: (route: Route<unknown>) => void): Provena {
  const call: Call = async (route) => {
    onCall(route);
    const bytes = Buffer.from(JSON.stringify(getRecordedResponse(route.service, route.method, route.path)));
    return route.response({ status: 200, headers: { 'content-type': 'application/json' }, bytes });
  };
  // The rest of Provena is the connection, which the methods do not use.
  return createModules(call) as unknown as Provena;
}

/** Wraps an object to report each method call by path, such as `registry.person.fetch`. */
export function observeCalls<T extends object>(
  object: T,
  onCall: (path: string, args: readonly unknown[]) => void,
  path: readonly string[] = [],
): T {
  return new Proxy(object, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      const memberPath = [...path, String(key)];
      if (typeof value === 'function') {
        return (...args: unknown[]) => {
          onCall(memberPath.join('.'), args);
          return Reflect.apply(value, target, args);
        };
      }
      return typeof value === 'object' && value !== null ? observeCalls(value, onCall, memberPath) : value;
    },
  });
}
