import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { type ActionYml, type InputYml, readActionYml } from './action-yml.ts';
import { methodTable } from './methods/method-table.ts';
import { methodsJson } from './methods/methods-json.ts';
import { methodsPage } from './methods/methods-page.ts';
import { actionNames, root } from './project.ts';
import { documentSchemas } from './schemas.ts';

/**
 * Writes what is told twice from where it is told once: the shared inputs of every action.yml from
 * `actions/shared-inputs.yml`, the tables of the READMEs from the action.yml, the methods that `call` reaches from the
 * client. With --check nothing is written: a stale file is named and the exit code is 1.
 */
const check = process.argv.includes('--check');
const stale: string[] = [];

for (const name of actionNames()) rewrite(`actions/${name}/action.yml`, '# ', '', sharedInputs);
for (const name of actionNames()) {
  const yml = readActionYml(name);
  rewrite(`actions/${name}/README.md`, '<!-- ', ' -->', (section) => tableOf(section, yml));
}
rewrite('README.md', '<!-- ', ' -->', (section) => (section === 'actions' ? actionsTable() : undefined));
for (const [file, text] of documentSchemas()) put(file, text);

const methods = await methodTable();
keep('src/shared/action/call/methods.json', methodsJson(methods));
keep('docs/methods.md', methodsPage(methods));

await import('../src/shared/sdk/parity/main.ts');
if (stale.length > 0) {
  console.error(`Not what their sources give: ${stale.join(', ')}. Run npm run docs and commit the result.`);
  process.exit(1);
}

/** Replaces what stands between `<open>begin NAME<close>` and `<open>end NAME<close>` by what `render` gives for NAME. */
function rewrite(
  file: string,
  open: string,
  close: string,
  render: (section: string) => string | undefined,
): void {
  const before = readFileSync(resolve(root, file), 'utf8');
  const block = new RegExp(`(^ *)${open}begin ([\\w, -]+)${close}\\n[^]*?^ *${open}end \\2${close}\\n`, 'gm');
  const after = before.replace(block, (whole, indent: string, section: string) => {
    const text = render(section);
    if (text === undefined) return whole;
    return `${indent}${open}begin ${section}${close}\n${text}${indent}${open}end ${section}${close}\n`;
  });
  keep(file, after);
}

/** Sees to it that a file says this. */
function keep(file: string, text: string): void {
  const path = resolve(root, file);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  if (check) stale.push(file);
  else writeFileSync(path, text);
}

/** Writes a file that is generated as a whole. */
function put(file: string, text: string): void {
  const path = resolve(root, file);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  if (check) stale.push(file);
  else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** `shared connection, creation`: those groups of inputs, as they stand in the shared file. */
function sharedInputs(section: string): string | undefined {
  if (!section.startsWith('shared ')) return undefined;
  const text = readFileSync(resolve(root, 'actions/shared-inputs.yml'), 'utf8');
  return section
    .slice('shared '.length)
    .split(', ')
    .map((group) => {
      const found = new RegExp(`^${group}:\\n((?:(?: .*)?\\n)+)`, 'm').exec(text)?.[1];
      if (found === undefined) throw new Error(`actions/shared-inputs.yml has no group ${group}`);
      parse(found);
      return `${found.trimEnd()}\n`;
    })
    .join('');
}

function tableOf(section: string, yml: ActionYml): string | undefined {
  if (section === 'inputs') {
    return table(
      ['input', 'default', 'what it is'],
      Object.entries(yml.inputs).map(([name, input]) => [
        code(name),
        fallback(input),
        prose(input.description),
      ]),
    );
  }
  if (section === 'outputs') {
    return table(
      ['output', 'what it is'],
      Object.entries(yml.outputs).map(([name, output]) => [code(name), prose(output.description)]),
    );
  }
  return undefined;
}

function actionsTable(): string {
  return table(
    ['action', 'what it does'],
    actionNames().map((name) => [
      `[\`${name}\`](actions/${name}/README.md)`,
      prose(readActionYml(name).description),
    ]),
  );
}

function fallback(input: InputYml): string {
  if (input.required === true) return '**required**';
  return input.default === undefined ? '' : code(input.default);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function code(text: string): string {
  return text === '' ? '' : `\`${text.replaceAll('|', '\\|')}\``;
}

function prose(text: string): string {
  return text.trim().replace(/\s+/g, ' ').replaceAll('|', '\\|');
}
