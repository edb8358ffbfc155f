import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { suite, test } from 'node:test';
import { promisify } from 'node:util';
import { createTemporaryFolder } from '../../../../../sandbox/testing/temporary-folder.ts';

const ANNOTATIONS = new URL('./annotations.ts', import.meta.url);

/** What is printed for ten annotations, one more than the runner keeps. */
async function printTen(call: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const program = `
    import { Annotations } from '${ANNOTATIONS}';
    const annotations = new Annotations();
    const place = { source: 'runs.jsonl', file: 'runs.jsonl', line: 3, column: 1 };
    for (let i = 0; i < 10; i++) annotations.${call};
  `;
  const args = ['--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env } });
  return stdout;
}

suite('Annotations beyond the limit of the runner', () => {
  test('a problem is printed once with its place', async () => {
    const log = await printTen("addProblem({ message: 'is required', path: 'name', place })");
    assert.match(log, /^::error file=runs\.jsonl,line=3,col=1::name: is required$/m);
    assert.match(log, /^error: runs\.jsonl:3:1: name: is required$/m);
  });

  test('a warning that names its place is printed with it once', async () => {
    const log = await printTen("add('warning', 'Skipped: runs.jsonl:3:1: name: is required', place)");
    assert.match(
      log,
      /^::warning file=runs\.jsonl,line=3,col=1::Skipped: runs\.jsonl:3:1: name: is required$/m,
    );
    assert.match(log, /^warning: Skipped: runs\.jsonl:3:1: name: is required$/m);
  });
});

suite('Annotations in a checkout that is a folder of the workspace', () => {
  for (const [title, repository, folders, file] of [
    [
      'the repository of the run has its path in the repository',
      'Reef/models',
      ['src/main'],
      'provena/a.yaml',
    ],
    [
      'another repository has its path in the workspace',
      'reef/model',
      ['src/main'],
      'src/main/provena/a.yaml',
    ],
    [
      'a second checkout has its path in the workspace',
      'reef/models',
      ['.', 'src/main'],
      'src/main/provena/a.yaml',
    ],
  ] as const)
    test(`a problem in ${title}`, async (t) => {
      const workspace = createTemporaryFolder(t);
      const git = (...args: string[]) => execFileSync('git', args, { cwd: workspace });
      for (const folder of folders) {
        git('init', '--quiet', folder);
        git('-C', folder, 'remote', 'add', 'origin', 'https://github.example/reef/models.git');
      }
      const place = "{ source: 'x', file: 'src/main/provena/a.yaml', line: 3 }";
      const log = await printTen(`addProblem({ message: 'is required', place: ${place} })`, {
        GITHUB_WORKSPACE: workspace,
        GITHUB_REPOSITORY: repository,
      });
      assert.match(log, new RegExp(`^::error file=${file},line=3::is required$`, 'm'));
    });
});
