import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { clientCredentials } from '../index.ts';
import { getFirst } from '../testing/method-case.ts';
import { useSandbox } from './sandbox-support.ts';

const { as, connected, sandbox } = await useSandbox();

const STUDY = { display_name: 'Only once', title: 'S', description: 'D' };

async function countTokenRequests(use: () => Promise<void>): Promise<number> {
  const count = () =>
    sandbox.requestLog().filter(({ service, path }) => service === 'keycloak' && path.endsWith('/token'))
      .length;
  const before = count();
  await use();
  return count() - before;
}

suite('client against the sandbox: faults', () => {
  test('client finds the created dataset, and creates no second one, when the response was lost', async () => {
    const { study } = as('modeller').registry;
    sandbox.injectFault({ fault: 'lose-answer', service: 'registry', path: '*/create', times: 1 });
    const { created_item } = await study.create(STUDY, {
      recover: async (options) => {
        for await (const item of study.forAll({}, options)) {
          if (item.display_name === STUDY.display_name) return { created_item: item };
        }
        return undefined;
      },
    });
    const all = await study.listAll();
    const ids = all.filter(({ display_name }) => display_name === STUDY.display_name).map(({ id }) => id);
    assert.deepEqual(ids, [created_item.id]);
  });

  test('client repeats reads when connections break, bodies are incomplete or the server is unavailable', async () => {
    const { organisation } = as('modeller').registry;
    for (const fault of ['reset', 'truncate', 'lose-answer'] as const) {
      sandbox.injectFault({ fault, service: 'registry', times: 2 });
      assert.ok(await getFirst(organisation.forAll()));
    }
    sandbox.injectFault({ fault: 'refuse', status: 503, service: 'registry', times: 3 });
    assert.ok(await getFirst(organisation.forAll()));
  });

  test('client replaces tokens when they expire between calls', async () => {
    const before = sandbox.settings();
    // Times in tokens are whole seconds, so that this one is valid for two to three seconds.
    sandbox.updateSettings({ access_token_seconds: 3 });
    try {
      const { jobService } = as('modeller');
      const count = await countTokenRequests(async () => {
        await jobService.list();
        await sleep(3100);
        await jobService.list();
      });
      assert.equal(count, 2);
    } finally {
      sandbox.updateSettings(before);
    }
  });

  for (const clock_skew_seconds of [-3600, 3600]) {
    test(`client uses one token when the clock of the server differs by ${clock_skew_seconds} s`, async () => {
      const before = sandbox.settings();
      sandbox.updateSettings({ clock_skew_seconds });
      try {
        const { jobService } = as('modeller');
        const count = await countTokenRequests(async () => {
          await jobService.list();
          await jobService.list();
        });
        assert.equal(count, 1);
      } finally {
        sandbox.updateSettings(before);
      }
    });
  }

  for (const [clock_skew_seconds, expected] of [
    [3600, 3600],
    [-3600, -3600],
    [30, 0],
  ] as const) {
    test(`getClockOffset returns ${expected} s when the clock of the server is ${clock_skew_seconds} s ahead`, async () => {
      const before = sandbox.settings();
      sandbox.updateSettings({ clock_skew_seconds });
      try {
        const { jobService, getClockOffset } = as('modeller');
        assert.equal(getClockOffset(), 0);
        await jobService.list();
        // `Date` has whole seconds, and the response takes time.
        assert.ok(Math.abs(getClockOffset() - expected) < 20, `${getClockOffset()}`);
      } finally {
        sandbox.updateSettings(before);
      }
    });
  }

  test('client logs in with the secret of a service account', async () => {
    const client = connected(clientCredentials('data-store-api', 'data-store-api-secret'));
    assert.match((await client.identity()).username, /data-store-api/);
  });
});
