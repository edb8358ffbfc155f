import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '../../client/index.ts';
import { methodsOf } from '../../client/testing/methods-of.ts';
import { findMethod } from './find-method.ts';

const {
  endpoints: _,
  identity: __,
  close: ___,
  ...modules
} = { ...connect({ domain: 'example.org', realm: 'r' }) };

test('every method of every module can be called by its name', () => {
  for (const name of methodsOf(modules)) {
    const { parameters } = findMethod(name);
    assert.equal(Object.keys(parameters).at(-1), 'options', name);
  }
});

test('what only reads needs no confirmation, and what deletes does', () => {
  const confirmed = methodsOf(modules).filter((name) => findMethod(name).confirm);
  for (const name of confirmed)
    assert.doesNotMatch(name, /\.(fetch|list|get|lookup|export|explore|check)/, name);
  for (const name of methodsOf(modules).filter((name) => /\.(delete|remove|clear)/.test(name)))
    assert.ok(confirmed.includes(name), name);
});
