import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { suite, type TestContext, test } from 'node:test';
import { parse } from 'yaml';
import { createTemporaryFolder } from '../../sandbox/testing/temporary-folder.ts';
import { root } from '../project.ts';

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { name?: string; run?: string }[] }>>;
}

const workflow: Workflow = parse(readFileSync(resolve(root, '.github/workflows/release.yml'), 'utf8'));

/** Keeps the published packages in a file. */
const NPM = `#!/usr/bin/env bash
published="$STATE/published"
touch "$published"
case $1 in
  view) grep -qxF "$2" "$published" && echo 1.2.3 ;;
  publish)
    id=$(basename "$2" .tgz)@1.2.3
    ! grep -qxF "$id" "$published" && ! [ "$id" = "$REJECTED" ] && echo "$id" >> "$published" ;;
esac
`;

/** Keeps whether the release is a draft in a file, and the names of its files in another. */
const GH = `#!/usr/bin/env bash
draft="$STATE/draft"
add() {
  for file; do
    [ "$file" != "$REJECTED" ] || exit 1
    [[ $file != ./* ]] || echo "$file" >> "$STATE/files"
  done
}
command=$2
shift 3
case $command in
  view) cat "$draft" ;;
  create) ! [ -e "$draft" ] && echo true > "$draft" && add "$@" ;;
  upload) [ -e "$draft" ] && [[ $* == *--clobber* ]] && add "$@" ;;
  edit) [ "$(cat "$draft")" = true ] && [ "$REJECTED" != edit ] && echo false > "$draft" ;;
esac
`;

suite('release.yml', { skip: process.platform === 'win32' }, () => {
  /** Creates a folder with the packages `one` and `two`, and with substitutes of the programs that the steps run. */
  function createFolder(t: TestContext): string {
    const folder = createTemporaryFolder(t);
    for (const name of ['one', 'two']) {
      mkdirSync(join(folder, name, 'package'), { recursive: true });
      writeFileSync(
        join(folder, name, 'package/package.json'),
        JSON.stringify({ name, version: '1.2.3', license: 'MIT' }),
      );
      execFileSync('tar', ['-czf', join(folder, `${name}.tgz`), '-C', join(folder, name), 'package']);
    }
    mkdirSync(join(folder, 'bin'));
    for (const [name, script] of Object.entries({ npm: NPM, gh: GH })) {
      writeFileSync(join(folder, 'bin', name), script);
      chmodSync(join(folder, 'bin', name), 0o755);
    }
    return folder;
  }

  /** Runs a step as GitHub does. @returns its exit code. */
  function runStep(job: string, name: RegExp, folder: string, rejected = ''): number | null {
    const script = workflow.jobs[job]?.steps.find((step) => name.test(step.name ?? ''))?.run;
    assert.ok(script);
    const env = {
      PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`,
      STATE: folder,
      REJECTED: rejected,
      GITHUB_REF_NAME: 'v1.2.3',
    };
    return spawnSync('bash', ['-e', '-c', script], { cwd: folder, env }).status;
  }

  test('a re-run publishes the packages that the first attempt did not', (t) => {
    const folder = createFolder(t);
    const published = () => readFileSync(join(folder, 'published'), 'utf8');
    assert.notEqual(runStep('npm', /^Publish/, folder, 'two@1.2.3'), 0);
    assert.equal(published(), 'one@1.2.3\n');
    assert.equal(runStep('npm', /^Publish/, folder), 0);
    assert.equal(published(), 'one@1.2.3\ntwo@1.2.3\n');
  });

  test('a re-run publishes the draft of the first attempt, and leaves a published release', (t) => {
    const folder = createFolder(t);
    const draft = join(folder, 'draft');
    assert.equal(existsSync(draft), false);
    assert.notEqual(runStep('release', /^Create a draft/, folder, 'edit'), 0);
    assert.equal(readFileSync(draft, 'utf8'), 'true\n');
    assert.equal(runStep('release', /^Create a draft/, folder), 0);
    assert.equal(readFileSync(draft, 'utf8'), 'false\n');
    assert.equal(runStep('release', /^Create a draft/, folder), 0);
  });

  test('a re-run adds the files that the first attempt could not upload before it publishes the draft', (t) => {
    const folder = createFolder(t);
    assert.notEqual(runStep('release', /^Create a draft/, folder, './two.tgz'), 0);
    assert.equal(readFileSync(join(folder, 'draft'), 'utf8'), 'true\n');
    assert.equal(runStep('release', /^Create a draft/, folder), 0);
    assert.equal(readFileSync(join(folder, 'draft'), 'utf8'), 'false\n');
    assert.match(readFileSync(join(folder, 'files'), 'utf8'), /^\.\/two\.tgz$/m);
  });
});
