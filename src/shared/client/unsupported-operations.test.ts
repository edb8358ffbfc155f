import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, type Provena } from './connect.ts';

/** Operations that a kind does not have. Never called: the compiler reports each expected error that does not occur. */
export function expectTypeErrors({ registry, datastore }: Provena): void {
  // @ts-expect-error the data store mints datasets
  void registry.dataset.create;
  // @ts-expect-error the data store updates datasets
  void registry.dataset.update;
  // @ts-expect-error the prov API registers model runs
  void registry.modelRun.create;
  // @ts-expect-error an organisation has no versions
  void registry.organisation.version;
  // @ts-expect-error a person has no versions
  void registry.person.version;
  // @ts-expect-error a study has no versions
  void registry.study.version;
  // @ts-expect-error only the server writes activities
  void registry.createActivity.seed;
  // @ts-expect-error activities are not reverted
  void registry.versionActivity.revert;
  // @ts-expect-error a study has no field `name`
  void registry.study.create({ display_name: 'x', name: 'y' });
  const person = { display_name: 'x', email: 'a@b', first_name: '', last_name: '', ethics_approved: false };
  // @ts-expect-error a person requires consent
  void registry.person.create(person);
  // @ts-expect-error an update requires a reason
  void datastore.updateDatasetMetadata('x', {});
}

test('client of a kind has only the operations of the kind', () => {
  const { registry } = connect({ domain: 'dev.example.org', realm: 'r' });
  for (const operation of ['create', 'update', 'seed', 'revert', 'version']) {
    assert.equal(operation in registry.dataset, false);
    assert.equal(operation in registry.modelRun, false);
    assert.equal(operation in registry.createActivity, false);
  }
  assert.equal('version' in registry.organisation, false);
  assert.equal('version' in registry.model, true);
});
