import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, type Provena } from './connect.ts';

/**
 * What a kind's row does not list must not compile. The function is never called: the compiler reads it, and complains
 * about each line whose error is missing.
 */
export function mustNotCompile({ registry, datastore }: Provena): void {
  // @ts-expect-error datasets are minted by the data store
  void registry.dataset.create;
  // @ts-expect-error and changed by it
  void registry.dataset.update;
  // @ts-expect-error model runs are registered by the prov API
  void registry.modelRun.create;
  // @ts-expect-error an organisation has no versions
  void registry.organisation.version;
  // @ts-expect-error nor has a person
  void registry.person.version;
  // @ts-expect-error nor has a study
  void registry.study.version;
  // @ts-expect-error the server alone writes activities
  void registry.createActivity.seed;
  // @ts-expect-error and does not revert them
  void registry.versionActivity.revert;
  // @ts-expect-error a kind takes what describes it, and nothing of another kind
  void registry.study.create({ display_name: 'x', name: 'y' });
  const person = { display_name: 'x', email: 'a@b', first_name: '', last_name: '', ethics_approved: false };
  // @ts-expect-error consent cannot be withheld
  void registry.person.create(person);
  // @ts-expect-error an update requires a reason
  void datastore.updateDatasetMetadata('x', {});
}

test('client of a kind has no operation that the kind does not have', () => {
  const { registry } = connect({ domain: 'dev.example.org', realm: 'r' });
  for (const operation of ['create', 'update', 'seed', 'revert', 'version']) {
    assert.equal(operation in registry.dataset, false);
    assert.equal(operation in registry.modelRun, false);
    assert.equal(operation in registry.createActivity, false);
  }
  assert.equal('version' in registry.organisation, false);
  assert.equal('version' in registry.model, true);
});
