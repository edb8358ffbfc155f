import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { suite, test } from 'node:test';
import { listFiles, root } from '../project.ts';

const PINNED = /uses: ([\w.-]+\/[\w.-]+)(?:\/[\w./-]+)?@([0-9a-f]{40})(?: # (v[\d.]+))?/g;

/** Dependabot updates the workflows of this repository; the examples have to use the same versions. */
suite('third-party actions in workflows and examples', () => {
  const pins = listFiles(/^(\.github\/workflows|examples)\/[^/]+\.ya?ml$/).flatMap((file) =>
    [...readFileSync(resolve(root, file), 'utf8').matchAll(PINNED)].map(
      ([, action = '', commit = '', version]) => ({ file, action, commit, version }),
    ),
  );

  test('every pinned commit has a version comment', () => {
    const silent = pins
      .filter(({ version }) => version === undefined)
      .map(({ file, action }) => [file, action]);
    assert.deepEqual(silent, []);
  });

  for (const [action, uses = []] of Object.entries(Object.groupBy(pins, (pin) => pin.action))) {
    test(`${action} has the same version everywhere`, () => {
      const [first] = uses;
      const others = uses.filter(
        ({ commit, version }) => commit !== first?.commit || version !== first?.version,
      );
      const actual = others.map(({ file, version }) => `${file} has ${version}`);
      assert.deepEqual(actual, [], `${first?.file} has ${first?.version}`);
    });
  }
});
