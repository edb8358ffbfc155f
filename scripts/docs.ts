import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Command } from 'commander';
import { type ActionYml, readActionYml } from './action-yml.ts';
import { renderActionsPage } from './docs/actions-page.ts';
import { renderDecisionsPage } from './docs/decisions-page.ts';
import { renderDocumentsPage } from './docs/documents-page.ts';
import { renderRootAction } from './docs/root-action.ts';
import { COMMON_INPUTS, renderSharedInputs, SHARED_INPUTS } from './docs/shared-inputs.ts';
import { formatInputsTable, formatOutputsTable, formatTable, formatText } from './docs/tables.ts';
import { createMethodTable } from './methods/method-table.ts';
import { formatMethodsJson } from './methods/methods-json.ts';
import { renderMethodsPage } from './methods/methods-page.ts';
import { renderParityPage } from './parity/page.ts';
import { listActionNames, root } from './project.ts';
import { createDocumentSchemas } from './schemas.ts';

const { check } = new Command('npm run docs --')
  .description(
    'Generates the shared inputs of every action.yml from actions/shared-inputs.yml, the tables of the READMEs and docs/actions.md ' +
      'from the action.yml files, the list of decisions, the schemas of documents, the methods of call, and the comparison with ' +
      'the official client.',
  )
  .option('--check', 'write nothing; list outdated files, and exit with code 1 if there are any')
  .parse()
  .opts<{ check?: boolean }>();
const stale: string[] = [];

for (const name of listActionNames())
  rewriteSections(`actions/${name}/action.yml`, '# ', '', renderSharedInputs);
for (const name of listActionNames()) {
  const yml = readActionYml(name);
  rewriteSections(`actions/${name}/README.md`, '<!-- ', ' -->', (section) => renderTable(section, yml));
}
rewriteSections('README.md', '<!-- ', ' -->', (section) =>
  section === 'actions' ? formatActionsTable() : undefined,
);
writeIfChanged('action.yml', renderRootAction(listActionNames()));
writeIfChanged('docs/actions.md', renderActionsPage(listActionNames()));
writeIfChanged('docs/decisions/README.md', renderDecisionsPage());
const schemas = createDocumentSchemas();
for (const [file, text] of schemas) writeIfChanged(file, text);
writeIfChanged('docs/documents.md', renderDocumentsPage(schemas));

const methods = await createMethodTable();
writeIfChanged('src/shared/action/call/methods.json', formatMethodsJson(methods));
writeIfChanged('docs/methods.md', renderMethodsPage(methods));

writeIfChanged('docs/parity.md', renderParityPage());

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
  if (section === 'inputs') return formatInputs(inputs);
  return section === 'outputs' ? formatOutputsTable(outputs) : undefined;
}

/** The table of the README: each group of common inputs has one row, which links to `docs/actions.md`. */
function formatInputs(inputs: ActionYml['inputs']): string {
  const groups = COMMON_INPUTS.map(({ group, heading }) => ({
    names: Object.keys(SHARED_INPUTS[group] ?? {}),
    reference: `See [${heading}](../../docs/actions.md#${heading.toLowerCase().replaceAll(' ', '-')}).`,
  })).filter(({ names }) => names.every((name) => name in inputs));
  const common = new Set(groups.flatMap(({ names }) => names));
  const others = Object.entries(inputs).filter(([name]) => !common.has(name));
  return formatInputsTable(Object.fromEntries(others), '../../docs/', groups);
}

function formatActionsTable(): string {
  return formatTable(
    ['Action', 'Description'],
    listActionNames().map((name) => [
      `[\`${name}\`](actions/${name}/README.md)`,
      formatText(readActionYml(name).description),
    ]),
  );
}
