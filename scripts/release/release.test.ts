import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { listMovingTags } from './moving-tags.ts';
import { findReleaseProblems, readChanges } from './release-problems.ts';

const CHANGELOG = `# Changelog

## [Unreleased]

## [1.2.0] - 2026-11-20

### Added

- A thing.

## [1.1.0] - 2026-10-01

- Another.

[1.2.0]: https://github.com/o/r/releases/v1.2.0
`;

suite('release scripts', () => {
  test('readChanges returns the section of a version', () => {
    assert.equal(readChanges('1.2.0', CHANGELOG), '### Added\n\n- A thing.');
    assert.equal(readChanges('1.1.0', CHANGELOG), '- Another.');
    assert.equal(readChanges('1.2', CHANGELOG), undefined);
    assert.equal(readChanges('Unreleased', CHANGELOG), undefined);
  });

  test('findReleaseProblems reports versions and repositories that differ', () => {
    const repository = { url: 'git+https://github.com/o/r.git' };
    const released = {
      manifest: { version: '1.2.0' },
      packages: {
        'a/package.json': { version: '1.2.0', repository },
        'b/package.json': { version: '1.2.0', repository: 'https://github.com/o/r' },
      },
      changelog: CHANGELOG,
    };
    assert.deepEqual(findReleaseProblems('v1.2.0', released, 'o/r'), []);
    const wrong = findReleaseProblems(
      'v1.3.0',
      {
        manifest: { version: '1.3.1' },
        packages: {
          'a/package.json': { version: '1.3.0', repository },
          'b/package.json': { version: '1.3.1' },
        },
        changelog: CHANGELOG.replace('[Unreleased]\n', '[Unreleased]\n\n- Left.\n'),
      },
      'o/r',
    );
    assert.deepEqual(wrong, [
      'The tag is v1.3.0, but package.json has version 1.3.1.',
      'a/package.json has version 1.3.0, but package.json has 1.3.1.',
      '"repository" in b/package.json is absent, but this is o/r.',
      'CHANGELOG.md has no section "## [1.3.1]".',
      'CHANGELOG.md still has entries under "Unreleased"; move them to this version.',
    ]);
  });

  const rows: readonly [tag: string, tags: string[], moving: string[]][] = [
    ['v1.2.3', ['v1.2.3', 'v1', 'v1.2', 'v1.2.2'], ['v1', 'v1.2']],
    ['v1.2.4', ['v1.2.4', 'v1.10.0', 'v1.2.3'], ['v1.2']],
    ['v1.2.9', ['v1.2.9', 'v1.2.10'], []],
    ['v2.0.0', ['v2.0.0', 'v10.0.0', 'v1.9.9', 'vote'], ['v2', 'v2.0']],
  ];
  for (const [tag, tags, moving] of rows) {
    test(`listMovingTags of ${tag} with ${tags.join(', ')} returns ${moving.join(' and ') || 'nothing'}`, () => {
      assert.deepEqual(listMovingTags(tag, tags), moving);
    });
  }

  test('listMovingTags rejects a tag that is not a version', () => {
    assert.throws(() => listMovingTags('v1', []), /v1 is not a version/);
  });
});
