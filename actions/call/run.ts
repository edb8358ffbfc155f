import { bindArguments } from '../../src/shared/action/call/bind-arguments.ts';
import { findMethod } from '../../src/shared/action/call/find-method.ts';
import { invokeMethod } from '../../src/shared/action/call/invoke-method.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import { escapeMarkdown } from '../../src/shared/action/runner/markdown/markdown.ts';
import { emitResult } from '../../src/shared/action/runner/outputs/emit-result.ts';
import { type OutputValue, serializeOutput } from '../../src/shared/action/runner/outputs/outputs.ts';
import { UserError } from '../../src/shared/documents/problem.ts';
import { loadDocument } from '../../src/shared/documents/text/load.ts';
import { formatCount } from '../../src/shared/format-count.ts';
import type { Inputs, OutputName } from './inputs.ts';

/** Calls the method and emits its result. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  const method = findMethod(inputs.method);
  if (method.confirm && !inputs.confirm) {
    throw new UserError(
      `input confirm: ${method.name} deletes something or makes a change that is reserved for administrators. Set confirm: true to call it`,
    );
  }
  const document = await loadDocument({
    inline: { input: 'arguments', text: inputs.arguments },
    file: { input: 'arguments-file', path: inputs['arguments-file'] },
    workspace: deps.workspace,
  });
  const args = bindArguments(method, document);
  const { provena } = await deps.connect();
  const { log, signal } = deps;
  const result = await invokeMethod(provena, method, args, { limit: inputs.limit, log, signal });
  const path = await emitResult('result', result, inputs.path, deps);
  const describe = (file: string | undefined): string =>
    `${method.name} returned ${formatSize(result)}${file === undefined ? '' : `; wrote it to ${file}`}.`;
  deps.log.info(describe(path));
  deps.summary.add(escapeMarkdown(describe(inputs.path ?? path)));
  deps.setOutputs({ path });
}

function formatSize(result: OutputValue): string {
  if (result === 'null') return 'no value';
  return Array.isArray(result)
    ? formatCount(result.length, 'entry', 'entries')
    : formatCount(serializeOutput(result).length, 'character');
}
