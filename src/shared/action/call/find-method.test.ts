import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '../../client/index.ts';
import { listMethods } from '../../client/testing/method-case.ts';
import { findMethod } from './find-method.ts';

const {
  endpoints: _,
  identity: __,
  getClockOffset: ___,
  close: ____,
  ...modules
} = { ...connect({ domain: 'example.org', realm: 'r' }) };

test('findMethod finds every method of the client', () => {
  for (const name of listMethods(modules)) {
    const { parameters } = findMethod(name);
    assert.equal(Object.keys(parameters).at(-1), 'options', name);
  }
});

test('findMethod requires confirmation for methods that delete, not for those that read', () => {
  const confirmed = listMethods(modules).filter((name) => findMethod(name).confirm);
  for (const name of confirmed)
    assert.doesNotMatch(name, /\.(fetch|list|get|lookup|export|explore|check)/, name);
  for (const name of listMethods(modules).filter((name) => /\.(delete|remove|clear)/.test(name)))
    assert.ok(confirmed.includes(name), name);
});

test('findMethod suggests nothing when no name is similar', () => {
  assert.throws(
    () => findMethod('foo'),
    /^UserError: input method: there is no method "foo"\. docs\/methods\.md lists all methods$/,
  );
});

test('findMethod suggests the most similar name when other names end in the same method', () => {
  assert.throws(() => findMethod('registry.modl.fetch'), /Did you mean "registry\.model\.fetch"\?/);
});

for (const [name, suggestion] of [
  ['job.fetch', /Similar methods: .*jobService\.fetch, .*and \d+ more; docs/],
  ['mintDataset', /Similar methods: datastore\.mintDataset; docs/],
  ['datastore.mint', /Did you mean "mintDataset"\?/],
  ['registry.general.get', /Methods of registry\.general: count, .*fetch/],
] as const)
  test(`findMethod suggests methods for ${name}`, () => {
    assert.throws(() => findMethod(name), suggestion);
  });

test('findMethod lists the methods of the module when no name in it is similar', () => {
  assert.throws(
    () => findMethod('search.find'),
    /Methods of search: checkAccess, health, searchRegistry; docs\/methods\.md lists all methods/,
  );
});
