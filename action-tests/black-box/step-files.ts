import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The command files of a step, each with the environment variable that names it. */
const FILE_VARIABLES = {
  outputs: 'GITHUB_OUTPUT',
  summary: 'GITHUB_STEP_SUMMARY',
  state: 'GITHUB_STATE',
  exported: 'GITHUB_ENV',
  path: 'GITHUB_PATH',
} as const;
type StepFile = keyof typeof FILE_VARIABLES;

/** The command files of one step (GITHUB_OUTPUT and so on). */
export class StepFiles implements AsyncDisposable {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async create(temp: string): Promise<StepFiles> {
    const files = new StepFiles(await mkdtemp(join(temp, 'step-')));
    for (const file of Object.keys(FILE_VARIABLES)) await writeFile(join(files.#folder, file), '');
    return files;
  }

  get variables(): Record<string, string> {
    return Object.fromEntries(
      Object.entries(FILE_VARIABLES).map(([file, variable]) => [variable, join(this.#folder, file)]),
    );
  }

  text(file: StepFile): Promise<string> {
    return readFile(join(this.#folder, file), 'utf8');
  }

  async values(file: StepFile): Promise<Record<string, string>> {
    return parseFileCommand(await this.text(file));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true });
  }
}

/** Parses `name<<DELIMITER`, lines, `DELIMITER`; or `name=value`. */
function parseFileCommand(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split('\n');
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    const [, name, delimiter] = /^(.+?)<<(.+)$/.exec(line) ?? [];
    if (name !== undefined && delimiter !== undefined) {
      const end = lines.indexOf(delimiter);
      if (end < 0) throw new Error(`no delimiter ends ${name}`);
      values[name] = lines
        .splice(0, end + 1)
        .slice(0, -1)
        .join('\n');
    } else if (line.includes('=')) {
      values[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
    }
  }
  return values;
}
