import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { listFiles, root } from './project.ts';
import { listMovingTags } from './release/moving-tags.ts';
import { findReleaseProblems, type Manifest, readChanges } from './release/release-problems.ts';

/**
 * Commands of the release workflow for a tag such as v1.2.3: `check TAG` fails with the reasons why it cannot be
 * released, `notes TAG` prints its section of CHANGELOG.md, `moving TAG` prints the tags to move, such as v1.
 */
const read = (file: string): string => readFileSync(resolve(root, file), 'utf8');
const [command = '', tag = ''] = process.argv.slice(2);

const COMMANDS: Readonly<Record<string, () => string[]>> = {
  check() {
    const changelog = read('CHANGELOG.md');
    const manifest: Manifest = JSON.parse(read('package.json'));
    const packages: Record<string, Manifest> = Object.fromEntries(
      listFiles(/^packages\/[^/]+\/package\.json$/).map((file) => [file, JSON.parse(read(file))]),
    );
    const released = { manifest, packages, changelog };
    const problems = findReleaseProblems(tag, released, process.env['GITHUB_REPOSITORY']);
    if (problems.length > 0) process.exitCode = 1;
    return problems;
  },
  notes: () => [readChanges(tag.slice(1), read('CHANGELOG.md')) ?? ''],
  moving() {
    const tags = execFileSync('git', ['tag', '--list'], { cwd: root, encoding: 'utf8' });
    return listMovingTags(tag, tags.split('\n'));
  },
};

const run = COMMANDS[command];
if (!run || !tag) {
  console.error(`Usage: release.ts ${Object.keys(COMMANDS).join('|')} TAG`);
  process.exit(2);
}
for (const line of run()) console.log(line);
