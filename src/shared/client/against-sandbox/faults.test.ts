import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { clientCredentials } from '../index.ts';
import { first } from '../testing/method-case.ts';
import { useSandbox } from './sandbox-support.ts';

const { as, connected, sandbox } = useSandbox();

const STUDY = { display_name: 'Only once', title: 'S', description: 'D' };

describe('trouble', () => {
  test('a creation whose answer was lost is found again, and happens once', async () => {
    const { study } = as('modeller').registry;
    sandbox().injectFault({ fault: 'lose-answer', service: 'registry', path: '*/create', times: 1 });
    const { created_item } = await study.create(STUDY, {
      recover: async (options) => {
        for await (const item of study.forAll({}, options)) {
          if (item.display_name === STUDY.display_name) return { created_item: item };
        }
        return undefined;
      },
    });
    const all = await study.listAll();
    assert.deepEqual(
      all.filter(({ display_name }) => display_name === STUDY.display_name).map(({ id }) => id),
      [created_item.id],
    );
  });

  test('reads get through broken connections, half answers and refusals', async () => {
    const { organisation } = as('modeller').registry;
    for (const fault of ['reset', 'truncate', 'lose-answer'] as const) {
      sandbox().injectFault({ fault, service: 'registry', times: 2 });
      assert.ok(await first(organisation.forAll()));
    }
    sandbox().injectFault({ fault: 'refuse', status: 503, service: 'registry', times: 3 });
    assert.ok(await first(organisation.forAll()));
  });

  test('tokens that expire while the client works are replaced', async () => {
    const before = sandbox().settings();
    sandbox().updateSettings({ access_token_seconds: 1 });
    const { jobService } = as('modeller');
    await jobService.list();
    await sleep(1100);
    await jobService.list();
    sandbox().updateSettings(before);
  });

  for (const clock_skew_seconds of [-3600, 3600]) {
    test(`a clock that differs by ${clock_skew_seconds} s does not matter`, async () => {
      const before = sandbox().settings();
      sandbox().updateSettings({ clock_skew_seconds });
      const { jobService } = as('modeller');
      await jobService.list();
      await jobService.list();
      sandbox().updateSettings(before);
    });
  }

  test('a service account logs in with a secret of its own', async () => {
    const client = connected(clientCredentials('data-store-api', 'data-store-api-secret'));
    assert.match((await client.identity()).username, /data-store-api/);
  });
});
