import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  addSection,
  type CommentBody,
  createSectionKey,
  formatCommentBody,
  formatMarker,
  formatSection,
  parseCommentBody,
} from './comment-body.ts';

const MARKER = formatMarker('nightly');
const section = (key: string, markdown = `text of ${key}`) => ({ key, title: 'Provena: example', markdown });
const body = (...keys: string[]): CommentBody => ({
  runId: 1,
  sections: keys.map((key) => section(key)),
});
const write = (content: CommentBody): string => formatCommentBody(MARKER, 'nightly', content);

suite('formatCommentBody', () => {
  test('formatCommentBody starts with the marker of the workflow and is parsed again', () => {
    const content = body('build/mint', 'build/upload/0');
    assert.ok(write(content).startsWith(MARKER));
    assert.deepEqual(parseCommentBody(write(content)), content);
  });

  test('formatCommentBody is parsed when it has CRLF line breaks, as after an edit on the website of GitHub', () => {
    const content = body('build/mint', 'build/upload/0');
    assert.deepEqual(parseCommentBody(write(content).replaceAll('\n', '\r\n')), content);
  });

  test('formatCommentBody is parsed when a key was edited to one that cannot be decoded', () => {
    const text = write(body('a', 'b'))
      .replaceAll('begin a ', 'begin 5%zz ')
      .replaceAll('end a ', 'end 5%zz ');
    const { sections } = parseCommentBody(text);
    const foundKeys = sections.map(({ key }) => key);
    assert.deepEqual(foundKeys, ['5%zz', 'b']);
    assert.deepEqual(parseCommentBody(write({ runId: 1, sections })).sections, sections);
  });

  test('formatCommentBody keeps keys that contain comment syntax', () => {
    const sections = ['a --> b', 'x--y'].map((key) => section(key, 'text'));
    const content = { runId: 1, sections };
    assert.deepEqual(parseCommentBody(write(content)), content);
    assert.doesNotMatch(write(content), /a -->/);
  });

  test('formatCommentBody lists sections beyond the size limit by name and stays below it', () => {
    const text = write({
      runId: 1,
      sections: ['a', 'b', 'c'].map((key) => section(key, 'x'.repeat(29_000))),
    });
    assert.ok(text.length <= 65_536);
    assert.match(text, /exceed the size limit [^:]*: <!-- omitted c -->c\./);
  });

  test('formatCommentBody still lists a section that an earlier step omitted when another step writes', () => {
    const sections = ['a', 'b', 'c'].map((key) => section(key, 'x'.repeat(29_000)));
    const omitted = parseCommentBody(write({ runId: 1, sections }));
    const text = write(addSection(omitted, 1, section('d')));
    assert.match(text, /exceed the size limit [^:]*: <!-- omitted c -->c\./);
    assert.match(text, /text of d/);
  });

  test('formatCommentBody stays below the size limit when the names of the omitted sections exceed it', () => {
    const sections = Array.from({ length: 600 }, (_, index) =>
      section(`${index}`.repeat(40), 'x'.repeat(500)),
    );
    const text = write({ runId: 1, sections });
    assert.ok(text.length <= 65_536);
    assert.match(text, /, and others\.$/m);
  });
});

suite('addSection', () => {
  test('addSection adds a section in the order of the keys', () => {
    const { sections } = addSection(body('job/1', 'job/10'), 1, section('job/2'));
    const foundKeys = sections.map(({ key }) => key);
    assert.deepEqual(foundKeys, ['job/1', 'job/2', 'job/10']);
  });

  test('addSection drops the sections of an earlier attempt of the job, and keeps those of other jobs', () => {
    const key = (job: string, index: string, attempt: string) =>
      createSectionKey([job, 'step', index], attempt);
    for (const index of ['0', 'Great Barrier']) {
      const others = [key('build', 'Great Sandy', '1'), key('test', index, '1'), key('build', index, '2')];
      const latest = key('build', index, '2');
      const { sections } = addSection(body(key('build', index, '1'), ...others), 1, section(latest));
      assert.deepEqual(sections.map((entry) => entry.key).sort(), [...others, latest].sort());
    }
  });

  test('addSection drops the sections of another run', () => {
    const content = addSection(body('a', 'b'), 2, section('c'));
    assert.equal(content.runId, 2);
    const foundKeys = content.sections.map(({ key }) => key);
    assert.deepEqual(foundKeys, ['c']);
  });
});

suite('parseCommentBody', () => {
  test('parseCommentBody returns no sections for the comment of someone else', () => {
    assert.deepEqual(parseCommentBody('Looks good to me.'), { runId: 0, sections: [] });
  });
});

suite('formatSection', () => {
  test('formatSection truncates a long section and adds a note', () => {
    const text = formatSection(['head', 'line\n'.repeat(20_000)]);
    assert.ok(text.length <= 30_000);
    assert.match(text, /\*\(Truncated\. The summary of the run has the rest\.\)\*$/);
  });
});

suite('formatMarker', () => {
  test('formatMarker differs by workflow and is no longer than one comment', () => {
    assert.notEqual(formatMarker('a'), formatMarker('b'));
    assert.equal(formatMarker('a --> <!-- b').match(/-->/g)?.length, 1);
  });
});
