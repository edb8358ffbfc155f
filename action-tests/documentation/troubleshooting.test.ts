import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { suite, test } from 'node:test';
import { CheckedClient, useJob } from '../black-box/test-job.ts';
import { SCENARIOS } from './failure-scenarios.ts';
import { type Block, readBlocks, readHeadings } from './markdown.ts';

const PAGE = 'docs/troubleshooting.md';

/** Quoted messages by anchor. */
const quoted = Map.groupBy(
  readBlocks(PAGE).filter(({ language }) => language === 'text'),
  ({ section }) => section.toLowerCase().replaceAll(' ', '-'),
);

suite('troubleshooting', { concurrency: 2 }, () => {
  test('every quoted message has a scenario', () => {
    const actual = Object.entries(SCENARIOS).map(([topic, steps]) => [topic, steps.length]);
    const pages = [...quoted].map(([topic, blocks]) => [topic, blocks.length]);
    assert.deepEqual(Object.fromEntries(pages), Object.fromEntries(actual));
  });

  test('every section except internal errors quotes a message', () => {
    const sections = readHeadings(PAGE, 2).map((heading) => heading.toLowerCase().replaceAll(' ', '-'));
    const matching = sections.filter((section) => !quoted.has(section));
    assert.deepEqual(matching, ['internal-error']);
  });

  for (const { status, requests } of [
    { status: 503, requests: 4 },
    { status: 500, requests: 1 },
  ]) {
    test(`the table of retries gives the number of requests after HTTP ${status}`, async () => {
      const page = readFileSync(resolve(import.meta.dirname, '../..', PAGE), 'utf8');
      assert.match(page, new RegExp(`^\\|[^|]*${status}[^|]*\\| ${requests}\\b`, 'm'));
      const job = await useJob();
      const path = '/registry/general/fetch';
      job.sandbox.injectFault({ fault: 'refuse', service: 'registry', path, status, times: 10 });
      const { exitCode } = await job.run('fetch-item', { id: job.seed.model });
      assert.equal(exitCode, 1);
      assert.equal(job.sandbox.requestLog().filter((entry) => entry.path === path).length, requests);
    });
  }

  for (const [topic, steps] of Object.entries(SCENARIOS)) {
    for (const [i, scenario] of steps.entries()) {
      test(`${topic}: message ${i + 1} matches the quote, and links to its section if it is an error`, async () => {
        const job = await useJob();
        const { action, succeeds, end, ...inputs } = await scenario({
          job,
          api: new CheckedClient(job.sandbox),
        });
        const { exitCode, lastMessage, log } = await job.runner.runStep(action, inputs);
        end?.();
        assert.equal(exitCode, succeeds ? 0 : 1, log);
        assert.match(lastMessage, toPattern(quoted.get(topic)?.[i]));
        if (!succeeds) assert.ok(lastMessage.endsWith(`Help: ${PAGE}#${topic}`), lastMessage);
      });
    }
  }
});

/** Matches messages that start with the quote; `…` matches any text within a line. */
function toPattern(block: Block | undefined): RegExp {
  const text = block?.text.trimEnd() ?? '';
  return new RegExp(`^${text.split('…').map(escapeRegExp).join('[^\\n]*')}(\\n|$)`);
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
