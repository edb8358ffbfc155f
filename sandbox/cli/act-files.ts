import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox } from '../sandbox.ts';

/** The settings of a GitHub repository whose workflows use the sandbox as their instance. */
export interface RepositorySettings {
  readonly vars: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

type Addresses = Pick<Sandbox, 'endpoints' | 's3' | 'users' | 'seed'>;

/** Variables and secrets by the names that the quickstart and the examples use; without a seed, no handles. */
export function createRepositorySettings({ endpoints, s3, users, seed }: Addresses): RepositorySettings {
  const handles: Record<string, string> = seed
    ? {
        ORGANISATION_ID: seed.organisation,
        WORKFLOW_TEMPLATE_ID: seed.workflowTemplate,
        INPUT_TEMPLATE_ID: seed.inputTemplate,
        OUTPUT_TEMPLATE_ID: seed.outputTemplate,
        OBSERVATIONS_TEMPLATE_ID: seed.inputTemplate,
        PROJECTION_TEMPLATE_ID: seed.outputTemplate,
        STUDY_ID: seed.study,
        MODEL_ID: seed.model,
      }
    : {};
  return {
    vars: { PROVENA_ENDPOINTS: JSON.stringify(endpoints), PROVENA_S3_ENDPOINT: s3, ...handles },
    secrets: { PROVENA_OFFLINE_TOKEN: users.modeller.offlineToken },
  };
}

/** First line of the files. A later start replaces only files that begin with it. */
const MARK = '# Written by provena-sandbox --act. Do not edit.';

/**
 * Writes `.vars` and `.secrets`, which act reads from the folder in which it starts.
 * @returns a function that deletes them, unless they were changed since.
 * @throws Error if one of the files exists and was not written by a sandbox, or cannot be read or written.
 */
export async function writeActFiles(
  folder: string,
  settings: RepositorySettings,
): Promise<() => Promise<void>> {
  const files = [
    [join(folder, '.vars'), formatSettings(settings.vars)],
    [join(folder, '.secrets'), formatSettings(settings.secrets)],
  ] as const;
  for (const [path] of files) {
    const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'ENOENT')
        throw new Error(`--act: ${path} cannot be read (${cause.message}); delete or rename it.`, { cause });
    });
    if (text !== undefined && !text.startsWith(MARK))
      throw new Error(`--act: ${path} already exists; delete or rename it.`);
  }
  for (const [path, text] of files) {
    // A new file, so that its mode is right and no link is followed.
    await rm(path, { force: true });
    await writeFile(path, text, { mode: 0o600, flag: 'wx' }).catch((cause: Error) => {
      throw new Error(`--act: ${path} cannot be written (${cause.message}).`, { cause });
    });
  }
  return async () => {
    for (const [path, text] of files) {
      // A sandbox that was started later may have replaced the file by its own.
      const current = await readFile(path, 'utf8').catch(() => undefined);
      if (current === text) await rm(path, { force: true });
    }
  };
}

function formatSettings(values: Readonly<Record<string, string>>): string {
  return [MARK, ...Object.entries(values).map(([name, value]) => `${name}='${value}'`), ''].join('\n');
}
