import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDocsLink } from './troubleshooting-anchors.ts';

const PATH = 'docs/guides/re-runs.md#reusable-workflows';
const STEP = { GITHUB_SERVER_URL: 'https://github.example', GITHUB_ACTION_REPOSITORY: 'owner/actions' };

test('formatDocsLink links to the version of the action', () => {
  const link = formatDocsLink(PATH, { ...STEP, GITHUB_ACTION_REF: 'v1' });
  assert.equal(link, `https://github.example/owner/actions/blob/v1/${PATH}`);
});

test('formatDocsLink links to the default branch when the step has no ref', () => {
  assert.equal(formatDocsLink(PATH, STEP), `https://github.example/owner/actions/blob/main/${PATH}`);
});

test('formatDocsLink returns the path when the action is a folder of the workspace', () => {
  assert.equal(formatDocsLink(PATH, {}), PATH);
});
