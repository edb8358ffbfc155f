import type { ActionYml, InputYml } from '../action-yml.ts';

/** Formats a Markdown table. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/**
 * The table of an action's inputs.
 * @param docs path to the folder `docs`, for links to its pages.
 * @param further rows for inputs that are described elsewhere: their names and the reference.
 */
export function formatInputsTable(
  inputs: ActionYml['inputs'],
  docs: string,
  further: readonly { readonly names: readonly string[]; readonly reference: string }[] = [],
): string {
  const rows = Object.entries(inputs).map(([name, input]) => [
    formatCode(name),
    formatDefault(input),
    linkPages(formatText(input.description), docs),
  ]);
  const references = further.map(({ names, reference }) => [names.map(formatCode).join(', '), '', reference]);
  return formatTable(['input', 'default', 'description'], [...rows, ...references]);
}

/** The table of an action's outputs. */
export function formatOutputsTable(outputs: ActionYml['outputs']): string {
  return formatTable(
    ['output', 'description'],
    Object.entries(outputs).map(([name, output]) => [formatCode(name), formatText(output.description)]),
  );
}

function formatDefault(input: InputYml): string {
  if (input.required === true) return '**required**';
  return input.default === undefined ? '' : formatCode(input.default);
}

/** Links the pages that a description names, such as `docs/sandbox.md`. */
function linkPages(text: string, docs: string): string {
  return text.replace(/\bdocs\/([\w/-]+\.md)/g, (page, name) => `[${page}](${docs}${name})`);
}

/** Formats text as code in a cell. */
function formatCode(text: string): string {
  return text === '' ? '' : `\`${text.replaceAll('|', '\\|')}\``;
}

/** Formats a description in a cell. */
export function formatText(text: string): string {
  return text.trim().replace(/\s+/g, ' ').replaceAll('|', '\\|');
}
