import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type ActionYml, readActionYml } from './action-yml.ts';
import { actionsPage } from './docs/actions-page.ts';
import { decisionsPage } from './docs/decisions-page.ts';
import { documentsPage } from './docs/documents-page.ts';
import { rootAction } from './docs/root-action.ts';
import { renderSharedInputs } from './docs/shared-inputs.ts';
import { formatText, inputsTable, outputsTable, table } from './docs/tables.ts';
import { methodTable } from './methods/method-table.ts';
import { methodsJson } from './methods/methods-json.ts';
import { methodsPage } from './methods/methods-page.ts';
import { actionNames, root } from './project.ts';
import { documentSchemas } from './schemas.ts';

/**
 * Generates the shared inputs of every action.yml from `actions/shared-inputs.yml`, the tables of the READMEs and
 * docs/actions.md from the action.yml files, the list of decisions, the schemas of documents, and the methods of `call`.
 * With --check, nothing is written; outdated files are listed and the exit code is 1.
 */
const check = process.argv.includes('--check');
const stale: string[] = [];

for (const name of actionNames()) rewriteSections(`actions/${name}/action.yml`, '# ', '', renderSharedInputs);
for (const name of actionNames()) {
  const yml = readActionYml(name);
  rewriteSections(`actions/${name}/README.md`, '<!-- ', ' -->', (section) => renderTable(section, yml));
}
rewriteSections('README.md', '<!-- ', ' -->', (section) =>
  section === 'actions' ? actionsTable() : undefined,
);
writeIfChanged('action.yml', rootAction(actionNames()));
writeIfChanged('docs/actions.md', actionsPage(actionNames()));
writeIfChanged('docs/decisions/README.md', decisionsPage());
const schemas = documentSchemas();
for (const [file, text] of schemas) writeIfChanged(file, text);
writeIfChanged('docs/documents.md', documentsPage(schemas));

const methods = await methodTable();
writeIfChanged('src/shared/action/call/methods.json', methodsJson(methods));
writeIfChanged('docs/methods.md', methodsPage(methods));

await import('../src/shared/sdk/parity/main.ts');
if (stale.length > 0) {
  console.error(`Outdated: ${stale.join(', ')}. Run npm run docs and commit the result.`);
  process.exit(1);
}

/** Replaces the text between `<open>begin NAME<close>` and `<open>end NAME<close>` by `render(NAME)`. */
function rewriteSections(
  file: string,
  open: string,
  close: string,
  render: (section: string) => string | undefined,
): void {
  if (!existsSync(resolve(root, file)))
    throw new Error(`${file} is missing; see "Common changes" in CONTRIBUTING.md`);
  const before = readFileSync(resolve(root, file), 'utf8');
  const block = new RegExp(`(^ *)${open}begin ([\\w, -]+)${close}\\n[^]*?^ *${open}end \\2${close}\\n`, 'gm');
  const after = before.replace(block, (whole, indent: string, section: string) => {
    const text = render(section);
    if (text === undefined) return whole;
    return `${indent}${open}begin ${section}${close}\n${text}${indent}${open}end ${section}${close}\n`;
  });
  writeIfChanged(file, after);
}

/** Writes a file if its content differs. */
function writeIfChanged(file: string, text: string): void {
  const path = resolve(root, file);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  if (check) stale.push(file);
  else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

function renderTable(section: string, { inputs, outputs }: ActionYml): string | undefined {
  if (section === 'inputs') return inputsTable(inputs);
  return section === 'outputs' ? outputsTable(outputs) : undefined;
}

function actionsTable(): string {
  return table(
    ['Action', 'Description'],
    actionNames().map((name) => [
      `[\`${name}\`](actions/${name}/README.md)`,
      formatText(readActionYml(name).description),
    ]),
  );
}
