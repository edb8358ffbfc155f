import { argumentsFor } from '../../src/shared/action/call/arguments.ts';
import { findMethod } from '../../src/shared/action/call/find-method.ts';
import { invoke } from '../../src/shared/action/call/invoke.ts';
import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import { handOn } from '../../src/shared/action/result.ts';
import { literal } from '../../src/shared/action/runner/markdown.ts';
import { type Outputs, type OutputValue, textOf } from '../../src/shared/action/runner/outputs.ts';
import { loadDocument } from '../../src/shared/spec/load.ts';
import { UserError } from '../../src/shared/spec/problem.ts';
import type { outputs as names, inputs as schema } from './inputs.ts';

type Name = (typeof names)[number];

/** Calls the method and hands its result on. */
export async function run(inputs: InputsOf<typeof schema>, deps: Deps<Name>): Promise<Outputs<Name>> {
  const method = findMethod(inputs.method);
  if (method.confirm && !inputs.confirm) {
    throw new UserError(
      `input confirm: ${method.name} takes something away, or changes what is there for everybody; say confirm: true if that is meant`,
    );
  }
  const document = await loadDocument({
    inline: { input: 'arguments', text: inputs.arguments },
    file: { input: 'arguments-file', path: inputs['arguments-file'] },
    workspace: deps.workspace,
  });
  const args = argumentsFor(method, document);
  const { provena } = await deps.connect();
  const result = await invoke(provena, method, args, { limit: inputs.limit, signal: deps.signal });
  const { value, path } = await handOn(result, { output: 'result', path: inputs.path }, deps);
  const line = `${method.name} gave ${sizeOf(result)}${path === undefined ? '' : `, in ${path}`}.`;
  deps.log.info(line);
  deps.summary.add(literal(line));
  return { ...(value === undefined ? {} : { result: value }), ...(path === undefined ? {} : { path }) };
}

function sizeOf(result: OutputValue): string {
  return Array.isArray(result) ? `${result.length} entries` : `${textOf(result).length} characters`;
}
