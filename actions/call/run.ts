import { bindArguments } from '../../src/shared/action/call/bind-arguments.ts';
import { findMethod } from '../../src/shared/action/call/find-method.ts';
import { invokeMethod } from '../../src/shared/action/call/invoke-method.ts';
import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import { emitResult } from '../../src/shared/action/runner/emit-result.ts';
import { escapeMarkdown } from '../../src/shared/action/runner/markdown.ts';
import { type Outputs, type OutputValue, serializeOutput } from '../../src/shared/action/runner/outputs.ts';
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
  const args = bindArguments(method, document);
  const { provena } = await deps.connect();
  const result = await invokeMethod(provena, method, args, { limit: inputs.limit, signal: deps.signal });
  const { value, path } = await emitResult(result, { outputName: 'result', path: inputs.path }, deps);
  const line = `${method.name} gave ${formatSize(result)}${path === undefined ? '' : `, in ${path}`}.`;
  deps.log.info(line);
  deps.summary.add(escapeMarkdown(line));
  return { ...(value === undefined ? {} : { result: value }), ...(path === undefined ? {} : { path }) };
}

function formatSize(result: OutputValue): string {
  return Array.isArray(result) ? `${result.length} entries` : `${serializeOutput(result).length} characters`;
}
