import { parseSync } from 'oxc-parser';
import type { ArgumentType, MethodSignature } from '../../src/shared/action/call/find-method.ts';
import { getRequiredRoles } from '../../src/shared/client/http/access.ts';
import type { Route } from '../../src/shared/client/http/route.ts';
import { createAllCases } from '../../src/shared/client/testing/all-cases.ts';
import { createRecordingClient, observeCalls } from './recording-client.ts';

/** A method of the client with the requests that it sends. */
export interface Method extends MethodSignature {
  readonly name: string;
  /** Distinct requests in order, such as `POST /model_run/register`. */
  readonly sends: readonly string[];
}

/** Lists every method of the client: parameters from its source; types and requests from its test case. */
export async function createMethodTable(): Promise<Method[]> {
  const routes: Route<unknown>[] = [];
  const calls: { readonly name: string; readonly args: readonly unknown[] }[] = [];
  const client = createRecordingClient((route) => routes.push(route));
  const observed = observeCalls(client, (name, args) => calls.push({ name, args }));
  const methods = new Map<string, Method>();
  for (const { name, run } of createAllCases()) {
    routes.length = 0;
    calls.length = 0;
    await run(observed);
    const args = calls.find((call) => call.name === name)?.args ?? [];
    const sends = [...new Set(routes.map(({ method, path }) => `${method} ${path}`))];
    const before = methods.get(name);
    const parameters = parseParameters(client, name);
    assertUnambiguous(name, parameters, args[0]);
    methods.set(name, {
      name,
      parameters: { ...describeArguments(parameters, args), ...before?.parameters },
      sends: [...new Set([...(before?.sends ?? []), ...sends])],
      ...(routes.some(isDestructive) ? { confirm: true } : {}),
    });
  }
  return [...methods.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether a route deletes data or is a write reserved for administrators. */
function isDestructive({ service, method, path, access }: Route<unknown>): boolean {
  const writes = method !== 'GET' && /(^|-)(write|admin)$/.test(access);
  const administers =
    path.includes('/admin/') ||
    getRequiredRoles(service, access).some((role) => /^sys-admin|-admin$/.test(role));
  return method === 'DELETE' || (writes && (administers || /delete|remove|clear/.test(path)));
}

function parseParameters(client: object, name: string): string[] {
  const method = name.split('.').reduce<unknown>((at, key) => Reflect.get(Object(at), key), client);
  const { program } = parseSync('method.ts', `(${method})`);
  const [statement] = program.body;
  const expression = statement?.type === 'ExpressionStatement' ? statement.expression : undefined;
  const source = expression?.type === 'ParenthesizedExpression' ? expression.expression : expression;
  if (source?.type !== 'ArrowFunctionExpression') throw new Error(`${name} is not an arrow function`);
  return source.params.map((parameter) => {
    const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    // Destructured parameters are options.
    return target.type === 'Identifier' ? target.name : 'options';
  });
}

/** `call` takes a mapping with the name of a parameter for arguments by name. @param first the first argument. */
function assertUnambiguous(name: string, parameters: readonly string[], first: unknown): void {
  const ambiguous = parameters.find((parameter) => Object.hasOwn(Object(first), parameter));
  if (ambiguous) throw new Error(`${name}: its argument has a field ${ambiguous}, the name of a parameter`);
}

function describeArguments(
  parameters: readonly string[],
  args: readonly unknown[],
): Record<string, ArgumentType> {
  return Object.fromEntries(
    parameters.map((name, i) => [name, name === 'options' ? 'mapping' : describeValue(args[i])]),
  );
}

function describeValue(value: unknown): ArgumentType {
  if (typeof value === 'string') return 'string';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'object' && value !== null ? 'mapping' : 'any';
}
